import type { Access, Entity, Transaction } from '../../../model/analysis.ts';
import type { CallFact } from '../../facts.ts';
import { isPassedOn } from '../crossings.ts';
import { domainContexts, type Subject } from '../subject.ts';
import { fileOf } from '../../../lib/place.ts';
import { isConstruction, statefulModules } from '../../stateful-modules.ts';
import { placeModules } from '../place-modules.ts';
import { writesAcross } from '../writes-across.ts';

/** What the rules ask about modules, looked up instead of searched. */
export interface Landscape {
  readonly contextOf: ReadonlyMap<string, string>;
  /** The module at a place: a part of a god file, else the file. */
  readonly moduleAt: (place: Place) => string;
  /** The module of a function, by its file and declaration. */
  readonly moduleNamed: (file: string, declaration: string) => string;
  readonly entityOf: (name: string) => Entity | undefined;
  readonly entitiesIn: (path: string) => readonly Entity[];
  readonly accessesIn: (path: string) => readonly Access[];
  readonly callsBetween: (from: string, to: string) => readonly CallFact[];
  /** What a function calls in other files, in order of line. */
  readonly callsOf: (path: string, declaration: string) => readonly CallFact[];
  /** Contexts whose domain modules use a module, its own among them. */
  readonly usersOf: (path: string) => ReadonlySet<string>;
  /** Places that open a transaction which writes in several contexts. */
  readonly crossing: ReadonlySet<string>;
  /** Places inside of such a transaction. */
  readonly inCrossing: ReadonlyMap<string, string>;
  /** Places of joins over several contexts. */
  readonly joined: ReadonlySet<string>;
  /** Files that declare routes or operations. */
  readonly serving: ReadonlySet<string>;
  /** Files that handle jobs of queues and messages of brokers. */
  readonly jobs: ReadonlySet<string>;
  /** Files that listen to events. */
  readonly subscribing: ReadonlySet<string>;
  readonly middleware: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  /** Whether nothing is known to happen outside of the process when code of a module runs. */
  readonly isStateless: (path: string) => boolean;
  /** Whether code of a module reads or writes an entity, itself or through others. */
  readonly reachesData: (path: string) => boolean;
  /** Whether nothing of a module exists at run time. */
  readonly isTypeOnly: (path: string) => boolean;
  /** Modules that make instances of others when they are loaded, to be passed on. */
  readonly building: ReadonlySet<string>;
  /** Whether any access to data was found: without, silence says nothing. */
  readonly isDataKnown: boolean;
}

export function surveyLandscape(subject: Subject): Landscape {
  const contextOf = domainContexts(subject);
  const entities = new Map(subject.entities.map((entity) => [entity.name, entity]));
  const { moduleAt, moduleNamed } = placeModules(subject.modules);
  const entitiesByModule = grouped(subject.entities, moduleAt);
  const accessesByModule = grouped(subject.accesses, moduleAt);
  const callsByEnds = grouped(
    subject.calls,
    ({ from, line, to, target }) => `${moduleAt({ file: from, line })}\n${moduleNamed(to, target)}`,
  );
  const callsByFunction = grouped(subject.calls, (call) => `${call.from}\n${call.function}`);
  const across = subject.transactions.filter(writesAcross(subject.entities));
  const stateful = statefulModules(subject);
  const withData = new Set([...subject.entities, ...subject.accesses].map(moduleAt));
  for (const { from, to, reads, writes } of subject.calls) {
    if (reads.length + writes.length > 0) for (const path of [from, to]) withData.add(path);
  }
  const users = new Map<string, Set<string>>();
  for (const dependency of subject.dependencies) {
    const context = contextOf.get(dependency.from);
    if (context === undefined || isPassedOn(dependency)) continue;
    users.set(dependency.to, (users.get(dependency.to) ?? new Set()).add(context));
  }
  return {
    contextOf,
    moduleAt,
    moduleNamed,
    entityOf: (name) => entities.get(name),
    entitiesIn: (path) => entitiesByModule.get(path) ?? [],
    accessesIn: (path) => accessesByModule.get(path) ?? [],
    callsBetween: (from, to) => callsByEnds.get(`${from}\n${to}`) ?? [],
    callsOf: (path, declaration) => callsByFunction.get(`${path}\n${declaration}`) ?? [],
    usersOf: (path) => users.get(path) ?? new Set(),
    crossing: new Set(across.map(placeOf)),
    inCrossing: transactionsAt(across),
    joined: new Set(subject.joins.filter(({ contexts }) => contexts.length > 1).map(placeOf)),
    serving: new Set([...subject.routes, ...subject.operations].map(({ file }) => file)),
    jobs: new Set(
      subject.operations
        .filter(({ protocol }) => protocol === 'queue' || protocol === 'message')
        .map(({ file }) => file),
    ),
    subscribing: new Set(subject.events.flatMap(({ subscribers }) => subscribers.map(fileOf))),
    middleware: new Set(subject.routes.flatMap(({ middleware }) => middleware ?? [])),
    events: new Set(subject.events.map(({ name }) => name)),
    isStateless: (path) => !stateful.has(path),
    reachesData: (path) => withData.has(path),
    isTypeOnly: (path) => subject.typeOnly.has(path),
    building: new Set(
      subject.calls
        .filter((call) => call.function === '<module>' && isConstruction(call))
        .map(({ from }) => from),
    ),
    isDataKnown: subject.accesses.length > 0,
  };
}

/** For each place that runs in a transaction the transaction, one of the same file before others. */
function transactionsAt(across: readonly Transaction[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const transaction of across) {
    for (const access of transaction.accesses ?? []) {
      const at = placeOf(access);
      if (!found.has(at) || access.file === transaction.file) found.set(at, placeOf(transaction));
    }
  }
  return found;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

export function placeOf({ file, line }: Place): string {
  return `${file}:${line}`;
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}
