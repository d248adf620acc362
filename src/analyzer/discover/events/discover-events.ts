import { by, sortedUnique } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { EntitySources } from '../entities/discoverer.ts';
import type { Program } from '../program.ts';
import type { FoundOperation } from '../routes/discoverer.ts';
import type { Shaper } from '../shapes/shaper.ts';
import type { ClassCode, FunctionCode } from '../source/code.ts';
import { nameReader, type ReadNames } from './channel-names.ts';
import { findMessages, type FoundMessage } from './find-messages.ts';
import type { Transport } from './library.ts';

/** A channel with who sends on it and who listens; places are `file:line`. */
export interface FoundEvent {
  readonly name: string;
  readonly transport: Transport;
  readonly publishers: string[];
  readonly subscribers: string[];
}

export interface FoundEvents {
  readonly events: readonly FoundEvent[];
  /** What a function sends within the process; `isCall` where it waits for the answer. */
  readonly sentBy: ReadonlyMap<
    FunctionCode,
    readonly { readonly channel: string; readonly isCall: boolean }[]
  >;
  /** Functions that run in the same process when something is sent on a channel. */
  readonly listeners: ReadonlyMap<string, readonly FunctionCode[]>;
  /** Classes of the project that are buses: they call the listeners that are known. */
  readonly buses: ReadonlySet<ClassCode>;
  /** What brokers, queues and clocks start. */
  readonly operations: readonly FoundOperation[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Transports whose subscribers run in the process of the publisher. */
const inProcess: ReadonlySet<Transport> = new Set(['emitter', 'cqrs', 'cqrs-event']);
const placeholderConfidence = 0.5;

/** Finds who sends and who listens: by emitters, buses, brokers, queues and clocks. */
export function discoverEvents(program: Program, shaper: Shaper): FoundEvents {
  const sources: EntitySources = { ...program, shaper };
  const read = nameReader(sources);
  const channels = new Map<
    string,
    { transport: Transport; name: string; publishers: Set<string>; subscribers: Set<string> }
  >();
  const sentBy = new Map<FunctionCode, { channel: string; isCall: boolean }[]>();
  const listeners = new Map<string, FunctionCode[]>();
  const operations: FoundOperation[] = [];
  const buses = new Set<ClassCode>();
  for (const message of findMessages(sources)) {
    const { transport } = message.library;
    if (message.bus) buses.add(message.bus);
    const functions = functionsOf(message, shaper);
    for (const { name, file, line, code } of channelsOf(message, read)) {
      const key = `${transport}\n${name}`;
      const channel = channels.get(key) ?? { transport, name, publishers: new Set(), subscribers: new Set() };
      channels.set(key, channel);
      (message.does === 'publish' ? channel.publishers : channel.subscribers).add(`${file}:${line}`);
      if (message.does === 'subscribe' && message.protocol !== null)
        operations.push(toOperation(message, message.protocol, name, functions));
      if (!inProcess.has(transport)) continue;
      if (message.does === 'publish') {
        sentBy.set(code, [...(sentBy.get(code) ?? []), { channel: key, isCall: message.isCall ?? false }]);
      } else listeners.set(key, [...(listeners.get(key) ?? []), ...functions]);
    }
  }
  const events = toEvents([...channels.values()]);
  return { events, sentBy, listeners, buses, operations, diagnostics: unknownChannels(events) };
}

function functionsOf({ handlers, place }: FoundMessage, shaper: Shaper): FunctionCode[] {
  const found = handlers.flatMap((handler) => {
    if (!('kind' in handler)) return [handler];
    return shaper
      .ofExpression(handler, place)
      .flatMap((shape) => (shape.kind === 'function' ? [shape.code] : []));
  });
  return [...new Set(found)];
}

interface ChannelUse {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly code: FunctionCode;
}

/** Channels by name; one that a function around takes as a parameter is used where that is called. */
function channelsOf({ channel, place, line }: FoundMessage, read: ReadNames): ChannelUse[] {
  const [first, ...others] = channel.map((part) => part.flatMap((each) => read(each, place)));
  if (!first) return [];
  const rest = others.map((names) => names.map(({ name }) => name).join(','));
  const uses = first.length > 0 ? first : [{ name: '{expr}', site: null }];
  return uses.map(({ name, site }) => ({
    name: [name, ...rest.filter((each) => each !== '')].join('.'),
    file: site?.place.file ?? place.file,
    line: site?.call.line ?? line,
    code: site?.place.code ?? place.code,
  }));
}

function toOperation(
  { place, line, library }: FoundMessage,
  protocol: FoundOperation['protocol'],
  name: string,
  functions: readonly FunctionCode[],
): FoundOperation {
  const [named] = functions.filter((code) => code.name !== '');
  return {
    protocol,
    name,
    apis: [],
    file: place.file,
    line,
    handler: { name: named?.name ?? 'anonymous', functions },
    framework: library.name,
    confidence: name.includes('{') ? placeholderConfidence : 1,
  };
}

function toEvents(
  found: readonly { transport: Transport; name: string; publishers: Set<string>; subscribers: Set<string> }[],
): FoundEvent[] {
  return found
    .map(({ publishers, subscribers, ...channel }) => ({
      ...channel,
      publishers: sortedUnique(publishers),
      subscribers: sortedUnique(subscribers),
    }))
    .filter(({ transport }) => transport !== 'schedule')
    .sort(
      by(
        ({ name }) => name,
        ({ transport }) => transport,
      ),
    );
}

/** Named examples; the events have all of them. */
const maxExamples = 5;

function unknownChannels(events: readonly FoundEvent[]): Diagnostic[] {
  const unknown = events.filter(({ name }) => name.includes('{'));
  const places = sortedUnique(
    unknown.flatMap(({ publishers, subscribers }) => [...publishers, ...subscribers]),
  );
  const [first] = places;
  const [, path, line] = /^(.*):(\d+)$/.exec(first ?? '') ?? [];
  if (path === undefined) return [];
  const more = places.length > maxExamples ? ` and ${places.length - maxExamples} more` : '';
  return [
    {
      severity: 'note',
      code: 'CHANNEL_UNKNOWN',
      message: `${unknown.length} channels are named by what only a run knows: ${places.slice(0, maxExamples).join(', ')}${more}`,
      location: { path, line: Number(line) },
    },
  ];
}
