import type { Verdict } from '../../model/analysis.ts';
import { share } from './criteria.ts';
import type { Crossings } from './crossings.ts';
import { signsOfDistributedMonolith } from './findings/distributed-monolith.ts';
import { servingContexts } from './separable.ts';
import { domainContexts, type Subject } from './subject.ts';

/**
 * Sizes that are known to hurt. Sources: A. Rotem-Gal-Oz, "SOA Patterns", 2012 (nanoservice: its overhead outweighs its use);
 * D. Taibi, V. Lenarduzzi, "On the Definition of Microservice Bad Smells", IEEE Software 35(3), 2018 (megaservice, microservice
 * greedy); the numbers are decisions, but for the few services that users of a splitting tool preferred (five, or fewer).
 */
const limits = {
  minModules: 5,
  maxShare: 0.5,
  manyContexts: 10,
  minEntities: 2,
  chattyCutShare: 0.3,
} as const;

/** What to mind about the sizes of the services that a split would give; nothing where nothing is to be split. */
export function guidanceFor(
  decision: Verdict['decision'],
  subject: Subject,
  metrics: Readonly<Record<string, number>>,
  crossings: Crossings,
): string[] {
  if (decision === 'do-not-split') return [];
  const serving = servingContexts(subject);
  const sizes = new Map<string, number>();
  for (const context of domainContexts(subject).values()) sizes.set(context, (sizes.get(context) ?? 0) + 1);
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const tiny = [...sizes]
    .filter(([id, size]) => size < limits.minModules && serving.has(id))
    .map(([id]) => id);
  const huge = [...sizes].filter(([, size]) => size > limits.maxShare * all);
  return [
    ...(subject.entities.length < limits.minEntities
      ? [
          'Hardly any entity was found, so that nothing is said about data that contexts share: find out who writes which table first.',
        ]
      : []),
    ...(tiny.length === 0
      ? []
      : [
          `Too small to be worth a service of their own (fewer than ${limits.minModules} modules): ${tiny
            .sort()
            .map((id) => withCompany(id, crossings))
            .join(', ')}.`,
        ]),
    ...huge.map(
      ([id, size]) =>
        `${id} holds ${share(size / all)} of the business: as one service it would be the monolith again; look at the fine grain.`,
    ),
    ...(sizes.size > limits.manyContexts
      ? [
          `${sizes.size} services at once are more than most teams can run: begin with about five, or with the coarse grain, and keep the rest as modules.`,
        ]
      : []),
    ...alone(decision, subject, crossings, metrics['cutShare'] ?? 0),
  ];
}

/** Whether services could work without each other, in the words of the finding that counts the signs. */
function alone(decision: Verdict['decision'], subject: Subject, crossings: Crossings, cut: number): string[] {
  if (signsOfDistributedMonolith(subject, crossings).length > 0) {
    const instead =
      decision === 'modularise-first'
        ? 'that is why modules come first'
        : 'take out only what can leave as it is, one after the other, and keep what depends on each other together';
    return [`All contexts at once would be a distributed monolith (DISTRIBUTED_MONOLITH): ${instead}.`];
  }
  return cut > limits.chattyCutShare
    ? [
        `${share(cut)} of the references would be calls between services: a distributed monolith, unless most become events, copies or merged contexts.`,
      ]
    : [];
}

function withCompany(id: string, crossings: Crossings): string {
  const partners = crossings.between
    .flatMap(({ from, to, weight }) =>
      from === id ? [{ other: to, weight }] : to === id ? [{ other: from, weight }] : [],
    )
    .sort((a, b) => b.weight - a.weight || (a.other < b.other ? -1 : 1));
  const [first] = partners;
  return first === undefined ? id : `${id} (with ${first.other})`;
}
