import { cyclesOf } from '../../../lib/cycles.ts';
import { feedbackEdges } from '../../graph/feedback-edges.ts';
import { type Crossing, existsAtRunTime, weightAtRunTime } from '../crossings.ts';
import { maxLocations, type Rule } from './rule.ts';

const code = 'CONTEXT_CYCLE';
const maxNamedEdges = 6;

/** Contexts that depend on each other in a circle, at run time: none of them can be deployed or changed alone. */
export const contextCycle: Rule = {
  code,
  find({ contexts }, { between }) {
    const ids = contexts.map(({ id }) => id);
    const edges = between.flatMap((crossing) => {
      const references = weightAtRunTime(crossing);
      const [from, to] = [ids.indexOf(crossing.from), ids.indexOf(crossing.to)];
      return references === 0 ? [] : [{ from, to, weight: references, crossing }];
    });
    const successors = ids.map((_, id) => edges.filter(({ from }) => from === id).map(({ to }) => to));
    return cyclesOf(successors).map((cycle) => {
      const inside = edges.filter(({ from, to }) => cycle.includes(from) && cycle.includes(to));
      const cut = feedbackEdges(ids.length, inside).sort((a, b) => a.weight - b.weight);
      const named = cut
        .slice(0, maxNamedEdges)
        .map(({ crossing, weight }) => `${crossing.from} → ${crossing.to} (${weight})`);
      const more = cut.length > named.length ? ` and ${cut.length - named.length} more` : '';
      const references = cut.reduce((sum, { weight }) => sum + weight, 0);
      return {
        code,
        severity: cycle.length > 2 ? 'error' : 'warning',
        title: `${cycle.map((id) => ids[id]).join(', ')} depend on each other in a cycle`,
        contexts: cycle.map((id) => ids[id] as string).sort(),
        locations: cut.flatMap(({ crossing }) => locationsAtRunTime(crossing)).slice(0, maxLocations),
        why: 'As services each needs the others to answer, so they fail, deploy and change together.',
        fix: `Cut ${references} references: ${named.join(', ')}${more}. Publish an event, pass the data in, or move the module.`,
        numbers: { contexts: cycle.length, cutEdges: cut.length, cutReferences: references },
      };
    });
  },
};

function locationsAtRunTime({ dependencies }: Crossing): string[] {
  return dependencies.flatMap(({ kinds, locations }) => (existsAtRunTime(kinds) ? locations : []));
}
