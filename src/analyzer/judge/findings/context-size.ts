import type { Finding } from '../../../model/analysis.ts';
import type { Subject } from '../subject.ts';
import { thresholds } from '../thresholds.ts';
import type { Rule } from './rule.ts';

const tooSmall = 'CONTEXT_TOO_SMALL';
const tooBig = 'CONTEXT_TOO_BIG';

/** Contexts that would be nano-services. */
export const contextTooSmall: Rule = {
  code: tooSmall,
  find(subject) {
    return sizesOf(subject)
      .filter(
        ({ modules, lines }) =>
          modules.length < thresholds.minServiceModules || lines < thresholds.minServiceLines,
      )
      .map(
        ({ id, modules, lines }): Finding => ({
          code: tooSmall,
          severity: 'info',
          title: `${id} has ${modules.length} modules and ${lines} lines`,
          contexts: [id],
          locations: modules.map((path) => `${path}:1`),
          why: 'A service costs a pipeline, a deployment and somebody on call, whatever it holds.',
          fix: 'Leave it where it is used most, or merge it with what it changes and works with.',
          numbers: { contexts: 1, modules: modules.length, lines },
        }),
      );
  },
};

/** A context that holds most of the code. */
export const contextTooBig: Rule = {
  code: tooBig,
  find(subject) {
    const sizes = sizesOf(subject);
    const all = sizes.reduce((sum, { modules }) => sum + modules.length, 0);
    if (sizes.length < thresholds.minContextsForShare) return [];
    return sizes
      .filter(({ modules }) => modules.length > thresholds.maxServiceShare * all)
      .map(
        ({ id, modules, lines }): Finding => ({
          code: tooBig,
          severity: 'warning',
          title: `${id} holds ${Math.round((100 * modules.length) / all)} % of the modules`,
          contexts: [id],
          locations: [],
          why: 'As a service it would be the monolith again, with a network around it.',
          fix: 'Look at it at the fine grain, or split it inside the monolith first.',
          numbers: { contexts: 1, modules: modules.length, lines },
        }),
      );
  },
};

function sizesOf({
  contexts,
  modules,
}: Subject): { id: string; modules: readonly string[]; lines: number }[] {
  const linesOf = new Map(modules.map(({ path, lines }) => [path, lines]));
  return contexts.map(({ id, modules: own }) => ({
    id,
    modules: own,
    lines: own.reduce((sum, path) => sum + (linesOf.get(path) ?? 0), 0),
  }));
}
