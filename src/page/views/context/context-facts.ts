import { groupBy } from '../../../lib/group-by.ts';
import { by, byCodeUnit } from '../../../lib/ordered.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { contextUses, deployedIn } from '../../reading/context-uses.ts';
import { dependencyTies, usesOf } from '../../reading/tie-kinds.ts';

/** Something of a context that others use in code. */
export interface Published {
  /** Name of the export or `Class.member`; empty for a module that is imported as a whole. */
  readonly symbol: string;
  /** Number of the module that holds it. */
  readonly module: number;
  /** Positions of the contexts that use it, and how many modules do. */
  readonly users: readonly number[];
  readonly modules: number;
}

/** A channel that a context writes to or reads from, with the contexts at its other end. */
export interface Channel {
  readonly name: string;
  readonly transport: string;
  readonly others: readonly number[];
}

type Neighbours = readonly { readonly context: number; readonly references: number }[];

/** References of a context to others (`from`) or of others to it (`to`), the most first. */
export function neighbours(data: PageDocument, context: number, end: 'from' | 'to'): Neighbours {
  const other = end === 'from' ? 'to' : 'from';
  return contextUses(data)
    .filter((use) => use[end] === context && use[other] !== context)
    .map((use) => ({ context: use[other], references: use.weight }))
    .sort(by(({ references }) => -references));
}

/** What others use of a context, what most contexts use first. */
export function publishedBy(data: PageDocument, context: number): Published[] {
  const { from, to } = data.ties;
  const entering = dependencyTies(data).filter((tie) => {
    const user = deployedIn(data, from[tie] as number);
    return user >= 0 && user !== context && deployedIn(data, to[tie] as number) === context;
  });
  const uses = entering.flatMap((tie) => {
    const symbols = usesOf(data, tie);
    return (symbols.length === 0 ? [''] : symbols).map((symbol) => ({
      symbol,
      module: to[tie] as number,
      user: from[tie] as number,
    }));
  });
  return [...groupBy(uses, ({ module, symbol }) => `${module} ${symbol}`).values()]
    .map((some) => {
      const [{ symbol, module }] = some as [(typeof uses)[number]];
      const users = distinct(some.map(({ user }) => deployedIn(data, user)));
      return { symbol, module, users, modules: new Set(some.map(({ user }) => user)).size };
    })
    .sort(
      by(
        ({ users }) => -users.length,
        ({ modules }) => -modules,
        ({ symbol }) => symbol,
        ({ module }) => module,
      ),
    );
}

/** The channels that a context publishes to, or is subscribed to. */
export function channelsOf(
  data: PageDocument,
  context: number,
  end: 'publishers' | 'subscribers',
): Channel[] {
  const other = end === 'publishers' ? 'subscribers' : 'publishers';
  const contextsAt = (ends: PageDocument['events'][number]['publishers']) =>
    distinct(ends.map(([, , module]) => (module < 0 ? -1 : deployedIn(data, module))));
  return data.events
    .filter((event) => contextsAt(event[end]).includes(context))
    .map((event) => ({
      name: data.names[event.name] ?? '',
      transport: event.transport,
      others: contextsAt(event[other]).filter((each) => each >= 0 && each !== context),
    }))
    .sort((a, b) => byCodeUnit(a.name, b.name));
}

const distinct = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);
