import type { PageDocument } from '../../report/page/page-document.ts';
import { dependencyTies } from './tie-kinds.ts';

/** References between contexts, `from` and `to` their positions, with the ties behind them; those inside a context among them. */
export interface ContextUse {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
  readonly ties: readonly number[];
}

/** What contexts use of each other, as their map shows it: modules that are deployed, no tests. */
export function contextUses(data: Pick<PageDocument, 'ties' | 'modules'>): ContextUse[] {
  const uses = new Map<string, { from: number; to: number; weight: number; ties: number[] }>();
  for (const tie of dependencyTies(data)) {
    const from = deployedIn(data, data.ties.from[tie] as number);
    const to = deployedIn(data, data.ties.to[tie] as number);
    if (from < 0 || to < 0) continue;
    const key = `${from} ${to}`;
    const use = uses.get(key) ?? { from, to, weight: 0, ties: [] };
    use.weight += data.ties.weight[tie] as number;
    use.ties.push(tie);
    uses.set(key, use);
  }
  return [...uses.values()];
}

/** Position of the context that a module is deployed with; -1 for none. */
export function deployedIn({ modules }: Pick<PageDocument, 'modules'>, module: number): number {
  const isDomain = modules.roles[modules.role[module] as number] === 'domain';
  return isDomain ? (modules.context[module] ?? -1) : -1;
}
