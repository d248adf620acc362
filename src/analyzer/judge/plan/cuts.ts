import { by, byCodeUnit, sortedUnique } from '../../../lib/ordered.ts';
import type { Access, Cut, CutWay } from '../../../model/analysis.ts';
import { fileOf } from '../../../lib/place.ts';
import type { CallFact } from '../../facts.ts';
import type { Crossings } from '../crossings.ts';
import type { Subject } from '../subject.ts';
import { type Advice, adviseCall, adviseUse, type BorderEdge, isWiring } from './advice.ts';
import { adviseAccess } from './data-advice.ts';
import { type Landscape, placeOf } from './landscape.ts';

/**
 * Everything that ties two contexts, each with how to cut it: what one uses of the other by name, and the entities of the other that
 * it reads and writes by itself. One cut for each pair of files and way. Sorted by contexts, then files.
 */
export function findCuts(subject: Subject, crossings: Crossings, land: Landscape): Cut[] {
  const cuts = new Map<string, Cut>();
  const add = (cut: Cut): void => {
    const key = [cut.from, cut.to, cut.toContext, cut.how].join('\n');
    const known = cuts.get(key);
    cuts.set(key, known ? merged(known, cut) : cut);
  };
  const ofData = cutsOfData(subject, land);
  for (const cut of ofData) add(cut);
  const dataCut = new Map(ofData.map((cut) => [`${cut.from}\n${cut.uses.join()}`, cut]));
  for (const { from, to, dependencies } of crossings.between) {
    for (const dependency of dependencies) {
      const edge = { ...dependency, fromContext: from, toContext: to };
      const { symbols, locations } = dependency;
      const known = symbols.map((symbol) => dataCut.get(`${dependency.from}\n${symbol}`));
      // The import of an entity goes with its reads and writes.
      if (known.length > 0 && known.every((cut) => cut?.to === dependency.to))
        for (const cut of known) add({ ...(cut as Cut), locations: [...locations] });
      else for (const cut of cutsOfEdge(edge, locations, land)) add(cut);
    }
  }
  return [...cuts.values()].sort(
    by(
      ({ fromContext }) => fromContext,
      ({ toContext }) => toContext,
      ({ from }) => from,
      ({ to }) => to,
      ({ how }) => how,
    ),
  );
}

/** Ways in which a service is really used; the names and types around them go with the first of them. */
const leading: readonly CutWay[] = [
  'saga',
  'http-call',
  'event',
  'replicate-data',
  'library',
  'move',
  'rewire',
];

function cutsOfEdge(edge: BorderEdge, locations: readonly string[], land: Landscape): Cut[] {
  const calls = isWiring(edge.from) || isWiring(edge.to) ? [] : land.callsBetween(edge.from, edge.to);
  if (calls.length === 0) return [useOf(edge, locations, land)];
  const groups = new Map<CutWay, { advice: Advice; calls: CallFact[] }>();
  for (const call of calls) {
    const advice = adviseCall(call, edge, land);
    const group = groups.get(advice.how) ?? { advice, calls: [] };
    group.calls.push(call);
    groups.set(advice.how, group);
  }
  const lines = new Set(calls.map(({ from, line }) => placeOf({ file: from, line })));
  const first = leading.find((how) => groups.has(how));
  return [...groups].map(([how, { advice, calls: own }]) => ({
    from: edge.from,
    to: edge.to,
    fromContext: edge.fromContext,
    toContext: edge.toContext,
    ...advice,
    uses: sortedUnique(own.map(({ target }) => target.replace(/\.<fields>$/, ''))),
    reads: ownedBy(
      edge.toContext,
      own.flatMap(({ reads }) => reads),
      land,
    ),
    writes: ownedBy(
      edge.toContext,
      own.flatMap(({ writes }) => writes),
      land,
    ),
    locations: inOrder([
      ...own.map(({ from, line }) => placeOf({ file: from, line })),
      ...(how === first ? locations.filter((location) => !lines.has(location)) : []),
    ]),
  }));
}

function useOf(edge: BorderEdge, locations: readonly string[], land: Landscape): Cut {
  return {
    from: edge.from,
    to: edge.to,
    fromContext: edge.fromContext,
    toContext: edge.toContext,
    ...adviseUse(edge, land),
    uses: [...edge.symbols],
    reads: [],
    writes: [],
    locations: [...locations],
  };
}

/** Entities that modules of a context read and write although another context owns them. */
function cutsOfData({ accesses }: Subject, land: Landscape): Cut[] {
  const groups = new Map<string, Access[]>();
  for (const access of accesses) {
    const module = land.moduleAt(access);
    const from = land.contextOf.get(module);
    const owner = land.entityOf(access.entity)?.context;
    if (from === undefined || owner == null || from === owner) continue;
    const key = [module, access.entity].join('\n');
    groups.set(key, [...(groups.get(key) ?? []), access]);
  }
  const places = placesByReader([...groups.values()].flat(), land);
  return [...groups.values()].flatMap((group) => {
    const [first] = group as [Access];
    const name = first.entity;
    const entity = land.entityOf(name);
    const from = land.moduleAt(first);
    const fromContext = land.contextOf.get(from);
    if (!entity || entity.context === null || fromContext === undefined) return [];
    const advice = adviseAccess(group, entity, places.get(`${fromContext}\n${name}`) ?? 0, land);
    const ops = (op: Access['op']) => (group.some((access) => access.op === op) ? [name] : []);
    return {
      from,
      to: entity.file,
      fromContext,
      toContext: entity.context,
      ...advice,
      uses: [name],
      reads: ops('read'),
      writes: ops('write'),
      locations: inOrder(group.map(placeOf)),
    };
  });
}

/** Number of places where a context reads an entity. */
function placesByReader(accesses: readonly Access[], land: Landscape): Map<string, number> {
  const places = new Map<string, Set<string>>();
  for (const access of accesses) {
    if (access.op !== 'read') continue;
    const key = `${land.contextOf.get(land.moduleAt(access))}\n${access.entity}`;
    places.set(key, (places.get(key) ?? new Set()).add(placeOf(access)));
  }
  return new Map([...places].map(([key, { size }]) => [key, size]));
}

function merged(a: Cut, b: Cut): Cut {
  return {
    ...a,
    why: a.why === b.why || a.why.includes(b.why) ? a.why : `${a.why}; ${b.why}`,
    uses: sortedUnique([...a.uses, ...b.uses]),
    reads: sortedUnique([...a.reads, ...b.reads]),
    writes: sortedUnique([...a.writes, ...b.writes]),
    locations: inOrder([...a.locations, ...b.locations]),
  };
}

function ownedBy(context: string, entities: readonly string[], land: Landscape): string[] {
  return sortedUnique(entities.filter((name) => land.entityOf(name)?.context === context));
}

/** Distinct places by file, then line as a number. */
function inOrder(places: readonly string[]): string[] {
  const lineOf = (place: string) => Number(place.slice(place.lastIndexOf(':') + 1));
  return [...new Set(places)].sort((a, b) => byCodeUnit(fileOf(a), fileOf(b)) || lineOf(a) - lineOf(b));
}
