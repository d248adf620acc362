import type { Analysis } from '../model/analysis.ts';

/** The modules of each context that are deployed with it, and the tests that go along; by context id. */
export function contextModules({
  modules,
}: Pick<Analysis, 'modules'>): (id: string) => { readonly production: string[]; readonly tests: string[] } {
  const byContext = new Map<string, { production: string[]; tests: string[] }>();
  for (const { path, role, context } of modules) {
    if (context === null) continue;
    const lists = byContext.get(context) ?? { production: [], tests: [] };
    (role === 'test' ? lists.tests : lists.production).push(path);
    byContext.set(context, lists);
  }
  return (id) => byContext.get(id) ?? { production: [], tests: [] };
}
