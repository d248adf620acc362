import type { Subject } from '../../src/analyzer/judge/index.ts';
import { noHistory } from '../../src/analyzer/discover/history/discover-history.ts';
import type { Entity } from '../../src/model/analysis.ts';

/** What a judge sees of nothing; to be spread into a subject. */
export const emptySubject: Subject = {
  modules: [],
  dependencies: [],
  routes: [],
  operations: [],
  entities: [],
  events: [],
  transactions: [],
  accesses: [],
  joins: [],
  calls: [],
  typeOnly: new Set(),
  state: [],
  outbound: [],
  history: { ...noHistory('off', 'it was not asked for'), modules: [], coChanges: [] },
  sharedKernel: [],
  contexts: [],
};

/** Modules of ten lines in the context that their first folder is named after, and these contexts. */
export function modulesIn(...paths: string[]): Pick<Subject, 'modules' | 'contexts'> {
  const modules = paths.map((path) => ({
    path,
    lines: 10,
    role: 'domain' as const,
    context: path.split('/')[0] ?? null,
    confidence: 1,
    because: [],
  }));
  const ids = [...new Set(modules.flatMap(({ context }) => context ?? []))].sort();
  return {
    modules,
    contexts: ids.map((id) => ({
      id,
      modules: modules.filter(({ context }) => context === id).map(({ path }) => path),
      confidence: 1,
    })),
  };
}

/** An entity of a context, declared and written in `<context>/<name>.ts`. */
export function entityOf(context: string, name: string, parts: Partial<Entity> = {}): Entity {
  const file = `${context}/${name.toLowerCase()}.ts`;
  return {
    name,
    table: null,
    file,
    line: 1,
    orm: 'typeorm',
    context,
    writers: [file],
    readers: [],
    relations: [],
    ...parts,
  };
}
