import { type Analysis, analysisSchema, type Route } from '../../src/model/analysis.ts';

/** A valid analysis document of nothing, with the given parts in place of the empty ones. */
export function buildAnalysis(parts: Partial<Analysis> = {}): Analysis {
  const empty = { contexts: [] };
  return analysisSchema.parse({
    schemaVersion: 1,
    tool: { name: 'banyan', version: '0.0.0' },
    root: '.',
    commit: null,
    summary: { files: 1, lines: 1, unresolvedImports: 0, frameworks: [], orms: [] },
    modules: [],
    dependencies: [],
    unresolvedImports: [],
    routes: [],
    operations: [],
    entities: [],
    events: [],
    transactions: [],
    outbound: [],
    history: {
      state: 'off',
      reason: 'it was not asked for',
      since: null,
      isShallow: false,
      commits: 0,
      ignored: { bot: 0, release: 0, formatting: 0, mass: 0 },
      coverage: 0,
      modules: [],
      coChanges: [],
    },
    contexts: [],
    candidates: { coarse: empty, balanced: empty, fine: empty },
    recommended: 'balanced',
    sharedKernel: [],
    verdict: { decision: 'split', why: [], wouldChangeIf: [] },
    findings: [],
    plan: { steps: [] },
    metrics: {},
    diagnostics: [],
    ...parts,
  });
}

/** `GET /a` as a route of an analysis, found on line 1 of `a.ts`. */
export function buildRoute(operation: string, parts: Partial<Route> = {}): Route {
  const [method = 'GET', path = '/'] = operation.split(' ');
  return {
    method,
    path,
    file: 'a.ts',
    line: 1,
    handler: 'anonymous',
    framework: 'express',
    context: null,
    touches: [],
    sideEffects: 'none',
    confidence: 1,
    ...parts,
  };
}
