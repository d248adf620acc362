import type { Analysis } from '../model/analysis.ts';

interface ContextModules {
  /** What is deployed with the context. */
  readonly production: string[];
  /** What of a front end shows it, and is no part of the service. */
  readonly frontEnd: string[];
  /** The tests that go along. */
  readonly tests: string[];
}

/** The modules of each context, by its id. */
export function contextModules({ modules }: Pick<Analysis, 'modules'>): (id: string) => ContextModules {
  const none = (): ContextModules => ({ production: [], frontEnd: [], tests: [] });
  const byContext = new Map<string, ContextModules>();
  for (const { path, role, context } of modules) {
    if (context === null) continue;
    const { production, frontEnd, tests } = byContext.get(context) ?? none();
    (role === 'test' ? tests : role === 'front-end' ? frontEnd : production).push(path);
    byContext.set(context, { production, frontEnd, tests });
  }
  return (id) => byContext.get(id) ?? none();
}
