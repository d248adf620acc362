import { cyclesOf } from '../../graph/components.ts';
import { maxLocations, type Rule } from './rule.ts';

const code = 'CONTEXT_CYCLE';

/** Contexts that depend on each other in a circle, at run time: none of them can be deployed or changed alone. */
export const contextCycle: Rule = {
  code,
  find({ contexts }, { between }) {
    const ids = contexts.map(({ id }) => id);
    const atRunTime = between.filter(({ dependencies }) => dependencies.some(existsAtRunTime));
    const successors = ids.map((id) =>
      atRunTime.filter(({ from }) => from === id).map(({ to }) => ids.indexOf(to)),
    );
    return cyclesOf(successors).map((cycle) => {
      const members = cycle.map((index) => ids[index] as string);
      const edges = atRunTime.filter(({ from, to }) => members.includes(from) && members.includes(to));
      const weakest = edges.reduce((least, each) => (each.weight < least.weight ? each : least));
      const dependencies = edges.flatMap((edge) => edge.dependencies.filter(existsAtRunTime));
      return {
        code,
        severity: members.length > 2 ? 'error' : 'warning',
        title: `${members.join(', ')} depend on each other in a cycle`,
        locations: weakest.dependencies.flatMap(({ locations }) => locations).slice(0, maxLocations),
        why: 'As services each needs the others to answer, so they fail, deploy and change together.',
        fix: `Start with the weakest edge, ${weakest.from} → ${weakest.to} (${weakest.weight} references, listed): publish an event, pass the data in, or move the module.`,
        numbers: { contexts: members.length, dependencies: dependencies.length, weakestEdge: weakest.weight },
      };
    });
  },
};

function existsAtRunTime({ kinds }: { readonly kinds: readonly string[] }): boolean {
  return kinds.some((kind) => kind !== 'type');
}
