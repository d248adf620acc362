import { sortedUnique } from '../../../lib/ordered.ts';
import type { CutWay, Dependency } from '../../../model/analysis.ts';
import type { CallFact } from '../../facts.ts';
import { isConstruction } from '../../stateful-modules.ts';
import { isSeed } from '../../../lib/is-seed.ts';
import type { Landscape } from './landscape.ts';

/** How to cut something, and the facts that decided. */
export interface Advice {
  readonly how: CutWay;
  readonly why: string;
}

/** A dependency over a border. */
export interface BorderEdge extends Pick<Dependency, 'from' | 'to' | 'kinds' | 'symbols'> {
  readonly fromContext: string;
  readonly toContext: string;
}

/**
 * Calls whose result is not used but whose failure matters: the caller must not go on before they have answered.
 */
const check = /^(?:assert|check|validate|ensure|verify|require|authori[sz]e|can|is|must|guard|throw)/i;

/** How a call over a border is cut, by what it does to data and what the caller does with its result. */
export function adviseCall(call: CallFact, edge: BorderEdge, land: Landscape): Advice {
  const { toContext, fromContext, to } = edge;
  if (isSeed(call.from)) return { how: 'rewire', why: 'seed data: each service fills its own tables' };
  const [reads, writes] = [foreign(call.reads, toContext, land), foreign(call.writes, toContext, land)];
  const touched = sortedUnique([...call.reads, ...call.writes]);
  if (land.jobs.has(to))
    return { how: 'event', why: 'a job or message: send it through the queue and publish its contract' };
  if (isConstruction(call)) return adviseConstruction(edge, land);
  if (isUserInterface(call.from) || isUserInterface(to)) return adviseHelper(edge, land, true);
  if (call.writes.length > 0 && call.transaction !== null && land.crossing.has(call.transaction))
    return { how: 'saga', why: `writes ${list(call.writes)} inside the transaction at ${call.transaction}` };
  if (touched.length > 0 && touched.every((entity) => land.entityOf(entity)?.context === fromContext))
    return { how: 'move', why: `works on ${list(touched)} only, which ${fromContext} owns` };
  if (call.writes.length > 0 || call.isExternal) {
    const effect =
      call.writes.length > 0
        ? `writes ${list(writes.length > 0 ? writes : call.writes)}`
        : 'calls another system';
    return adviseCommand(call, effect, edge, land);
  }
  if (call.reads.length > 0)
    return { how: 'http-call', why: `asks for ${list(reads.length > 0 ? reads : call.reads)}` };
  if (land.isStateless(to) || land.isDataKnown) return adviseHelper(edge, land, true);
  return { how: 'http-call', why: 'what it does to data is not known' };
}

/** A command is a message where nothing waits for what it does, else a call. */
function adviseCommand(call: CallFact, effect: string, { fromContext }: BorderEdge, land: Landscape): Advice {
  if (call.result === 'used')
    return { how: 'http-call', why: `${effect}, and the caller goes on with the answer` };
  if (check.test(call.target.split('.').at(-1) ?? ''))
    return { how: 'http-call', why: `${effect}, and may stop the caller` };
  if (call.result === 'dropped') return { how: 'event', why: `${effect}, and nobody waits for it` };
  if (land.subscribing.has(call.from))
    return { how: 'event', why: `${effect} when an event arrives, and gives nothing back` };
  return isAfterOwnWrite(call, fromContext, land)
    ? { how: 'event', why: `${effect} after ${fromContext} has written its own data, and gives nothing back` }
    : { how: 'http-call', why: `${effect}, and the caller waits until it is done` };
}

/** How a use without a call that could be followed is cut. */
export function adviseUse(edge: BorderEdge, land: Landscape): Advice {
  const { to, from, kinds, symbols, fromContext, toContext } = edge;
  if (isSeed(from)) return { how: 'rewire', why: 'seed data: each service fills its own tables' };
  if (isWiring(from) || isWiring(to)) return { how: 'rewire', why: 'wiring: goes when what it wires goes' };
  const channel = symbols.find((symbol) => land.events.has(symbol));
  if (channel !== undefined)
    return { how: 'event', why: `${channel} is an event: send it through a broker and publish its contract` };
  const entities = land.entitiesIn(to);
  const declared = entities.filter(
    ({ name }) => symbols.includes(name) || (entities.length === 1 && symbols.includes('default')),
  );
  if (declared.length > 0)
    return adviseEntityUse(
      declared.map(({ name }) => name),
      edge,
      land,
    );
  if (land.isTypeOnly(to) || kinds.every((kind) => kind === 'type' || kind === 'metadata'))
    return { how: 'publish-type', why: 'only the type is used' };
  if (kinds.includes('extends') && !(land.isStateless(to) && isContract(to)))
    return isOnlyUsedBy(fromContext, to, land)
      ? { how: 'move', why: `only ${fromContext} builds on it` }
      : { how: 'library', why: 'a base class cannot be called over a network' };
  if (symbols.some((symbol) => land.middleware.has(symbol) || crossCutting.test(symbol)))
    return {
      how: 'library',
      why: land.isStateless(to)
        ? 'runs around the handlers of several contexts'
        : `runs around the handlers of several contexts; what it asks ${toContext} becomes a call or a claim of the token`,
    };
  if (land.isStateless(to) || isUserInterface(to)) return adviseHelper(edge, land);
  if (kinds.includes('injection'))
    return { how: 'rewire', why: 'is injected, but no call of it was seen here' };
  if (land.serving.has(to)) return { how: 'rewire', why: 'mounts its routes' };
  if (land.serving.has(from)) return { how: 'rewire', why: 'registers its handler: the route goes along' };
  if (land.building.has(to) || land.building.has(from))
    return { how: 'rewire', why: 'is passed on and called elsewhere: pass a client of the service' };
  if (symbols.length > 0 && symbols.every((symbol) => constant.test(symbol)))
    return { how: 'library', why: 'a constant' };
  return land.isDataKnown && !land.reachesData(to)
    ? { how: 'library', why: 'a client of other systems, without data of its own' }
    : { how: 'http-call', why: 'is passed on as a value; no call of it could be followed' };
}

/** Pages and components run where the user is: what they use is built into them. */
function isUserInterface(path: string): boolean {
  return /(?:\.[jt]sx|\.vue|\.svelte|\.(?:component|directive|pipe)\.ts)$/.test(path);
}

const crossCutting = /(?:Guard|Interceptor|Pipe|Filter|Middleware|Strategy|Decorator|Permission|Roles?)$/;
const constant = /^[A-Z][A-Z0-9_]+$/;

/** Nest and Angular modules only name what they hold. */
export function isWiring(path: string): boolean {
  return /\.module\.[cm]?[jt]sx?$/.test(path);
}

function adviseConstruction(edge: BorderEdge, land: Landscape): Advice {
  return land.isStateless(edge.to)
    ? adviseHelper(edge, land)
    : { how: 'rewire', why: 'is built here: build a client of the service instead' };
}

/** Code without state: it has no data to ask for, so it goes where it is used. */
function adviseHelper(
  { from, to, fromContext, toContext }: BorderEdge,
  land: Landscape,
  isCalled = false,
): Advice {
  if (isMessage(to))
    return { how: 'event', why: 'an event by its name: send it through a broker and publish its contract' };
  if (isOnlyUsedBy(fromContext, to, land))
    return { how: 'move', why: `no data, and of all contexts only ${fromContext} uses it` };
  const others = [...land.usersOf(to)].filter((context) => context !== toContext);
  const users = others.length > 1 ? `${others.length + 1} contexts use it` : `${toContext} uses it too`;
  return isContract(to) && !isCalled
    ? { how: 'publish-type', why: `says what data looks like; ${users}` }
    : { how: 'library', why: `no data of its own; ${users}${isContract(from) ? ', in a contract' : ''}` };
}

/** By its name a file that declares events. */
function isMessage(path: string): boolean {
  return /(?:^|\/)(?:domain-)?events?\/|[.-]events?\.[cm]?[jt]s$/i.test(path);
}

/** By its name a file that says what data looks like. */
function isContract(path: string): boolean {
  // The file and the folder that it stands in: below `models/` there are validators and helpers too.
  const name = path.split('/').slice(-2).join('/');
  return /(?:^|[/._-])(?:dtos?|types?|interfaces?|enums?|contracts?|schemas?|inputs?|models?)(?:[/._-]|$)/i.test(
    name,
  );
}

function adviseEntityUse(
  names: readonly string[],
  { from, kinds, fromContext }: BorderEdge,
  land: Landscape,
): Advice {
  const owners = new Set(names.map((name) => land.entityOf(name)?.context));
  if (owners.size === 1 && owners.has(fromContext))
    return { how: 'move', why: `${fromContext} owns ${list(names)}: its declaration goes along` };
  const related = land
    .entitiesIn(from)
    .find(({ relations, foreignKeys = [] }) =>
      names.some(
        (name) =>
          relations.some(({ to }) => to === name) || foreignKeys.some(({ entity }) => entity === name),
      ),
    );
  if (related)
    return {
      how: 'keep-id',
      why: `${related.name} relates to ${list(names)}: keep the id, drop the relation`,
    };
  return kinds.every((kind) => kind === 'type' || kind === 'metadata')
    ? { how: 'publish-type', why: 'only the type of the entity is used' }
    : { how: 'replicate-data', why: `uses ${list(names)} without an access that could be followed` };
}

/** Whether no module of another context uses it, not even of the one that it is in. */
function isOnlyUsedBy(context: string, path: string, land: Landscape): boolean {
  const users = land.usersOf(path);
  return users.size === 1 && users.has(context);
}

/** Whether the calling function writes data of its own context on an earlier line. */
function isAfterOwnWrite(call: CallFact, context: string, land: Landscape): boolean {
  const owns = (entity: string) => land.entityOf(entity)?.context === context;
  return (
    land
      .accessesIn(land.moduleAt({ file: call.from, line: call.line }))
      .some(
        (access) =>
          access.function === call.function &&
          access.op === 'write' &&
          access.line < call.line &&
          owns(access.entity),
      ) ||
    land
      .callsOf(call.from, call.function)
      .some(({ line, writes, to }) => line < call.line && to !== call.to && writes.some(owns))
  );
}

function foreign(entities: readonly string[], context: string, land: Landscape): string[] {
  return entities.filter((entity) => land.entityOf(entity)?.context === context);
}

const maxNamed = 4;

/** `A, B, C, D and 3 more`. */
function list(names: readonly string[]): string {
  const shown = names.slice(0, maxNamed).join(', ');
  return names.length > maxNamed ? `${shown} and ${names.length - maxNamed} more` : shown;
}
