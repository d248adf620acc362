import { pathsMeantBy } from '../../../lib/path-patterns.ts';
import { contextCalled, membersOf, type Outlook, standings, type Subject } from './outlook.ts';

/** One thing that somebody decides; contexts by their id at that moment, modules and pins by their number. */
export type Change =
  /** `to` is made where it is not there, which is how a context is split. */
  | { readonly verb: 'move'; readonly modules: readonly number[]; readonly to: string }
  | { readonly verb: 'share'; readonly modules: readonly number[] }
  | { readonly verb: 'merge'; readonly context: string; readonly into: string }
  | { readonly verb: 'rename'; readonly context: string; readonly to: string }
  /** Takes out a pin of the configuration. */
  | { readonly verb: 'drop'; readonly pin: number };

/** What is no id of a context cannot be pinned. */
export function isContextId(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/.test(text);
}

/** The outlook after a change; null where the change means nothing there (any more). O(modules). */
export function changed(data: Subject, outlook: Outlook, change: Change): Outlook | null {
  switch (change.verb) {
    case 'move':
      return moved(outlook, change.modules, change.to);
    case 'share':
      return shared(outlook, change.modules);
    case 'merge': {
      const [from, into] = [contextCalled(outlook, change.context), contextCalled(outlook, change.into)];
      return from === -1 || into === -1 || from === into
        ? null
        : moved(outlook, membersOf(outlook, from), change.into);
    }
    case 'rename':
      return renamed(outlook, change.context, change.to);
    default:
      return dropped(data, outlook, change.pin);
  }
}

function moved(outlook: Outlook, modules: readonly number[], to: string): Outlook | null {
  const known = contextCalled(outlook, to);
  const target = known === -1 ? outlook.ids.length : known;
  const moving = modules.filter(
    (module) =>
      outlook.standing[module] !== standings.beside &&
      (outlook.home[module] !== target || outlook.standing[module] !== standings.counted),
  );
  if (moving.length === 0 || !isContextId(to)) return null;
  const [home, standing] = [outlook.home.slice(), outlook.standing.slice()];
  for (const module of moving) {
    home[module] = target;
    standing[module] = standings.counted;
  }
  const ids = known === -1 ? [...outlook.ids, to] : outlook.ids;
  return { ...outlook, ids, home, standing, decided: new Set([...outlook.decided, ...moving]) };
}

function shared(outlook: Outlook, modules: readonly number[]): Outlook | null {
  const moving = modules.filter((module) => (outlook.standing[module] as number) % 2 === 0);
  if (moving.length === 0) return null;
  const [home, standing] = [outlook.home.slice(), outlook.standing.slice()];
  for (const module of moving) {
    home[module] = -1;
    standing[module] = standings.runs;
  }
  return { ...outlook, home, standing, decided: new Set([...outlook.decided, ...moving]) };
}

function renamed(outlook: Outlook, context: string, to: string): Outlook | null {
  const known = contextCalled(outlook, context);
  if (known === -1 || !isContextId(to) || contextCalled(outlook, to) !== -1) return null;
  return { ...outlook, ids: outlook.ids.with(known, to) };
}

/** Without a pin its modules are where they are without all pins, unless something else was said about them. */
function dropped(data: Subject, outlook: Outlook, pin: number): Outlook | null {
  const found = data.decide.pins[pin];
  if (found === undefined || outlook.dropped.has(pin)) return null;
  const without = { ...outlook, dropped: new Set([...outlook.dropped, pin]) };
  if (found.kind === 'rename') return renamedBack(without, found.names[0] ?? '', found.context ?? '');
  const freed = modulesFreedBy(data, without, pin);
  if (freed.length === 0) return without;
  const [home, standing, ids] = [outlook.home.slice(), outlook.standing.slice(), [...outlook.ids]];
  for (const [module, name] of freed) {
    const id = name === -1 ? null : (data.names[name] ?? null);
    if (id !== null && !ids.includes(id)) ids.push(id);
    home[module] = id === null ? -1 : ids.indexOf(id);
    standing[module] = id === null ? standings.runs : standings.counted;
  }
  return { ...without, home, standing, ids };
}

function renamedBack(outlook: Outlook, from: string, to: string): Outlook {
  const known = contextCalled(outlook, from);
  return known === -1 ? outlook : { ...outlook, ids: outlook.ids.with(known, to) };
}

/** Modules that nothing keeps where they are any more, with the name of where they are without pins. */
function modulesFreedBy(data: Subject, outlook: Outlook, pin: number): [module: number, id: number][] {
  const held = new Set<number>();
  data.decide.pins.forEach((_, index) => {
    if (outlook.dropped.has(index)) return;
    for (const group of modulesMeant(data, index)) for (const module of group) held.add(module);
  });
  const isLast = held.size === 0;
  const own = new Set(modulesMeant(data, pin).flat());
  return data.decide.withoutPins
    .filter(([module]) => !outlook.decided.has(module) && !held.has(module) && (isLast || own.has(module)))
    .map(([module, id]) => [module, id]);
}

/** Modules that each group of a pin means, but for tests; none of a pin that puts nobody anywhere. */
export function modulesMeant({ modules, names, decide }: Subject, pin: number): number[][] {
  const found = decide.pins[pin];
  if (found === undefined || !['together', 'apart', 'pin', 'shared', 'ignore'].includes(found.kind))
    return [];
  const beside = ['test', 'generated'].map((role) => modules.roles.indexOf(role as 'test'));
  const paths = new Map<string, number>();
  modules.role.forEach((role, module) => {
    if (!beside.includes(role)) paths.set(names[module] as string, module);
  });
  const all = [...paths.keys()];
  return found.groups.map((group) =>
    [...pathsMeantBy(group, all).meant].map((path) => paths.get(path) as number),
  );
}
