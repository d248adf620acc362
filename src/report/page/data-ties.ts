import type { PageSubject } from './subject.ts';
import type { Tie, TieKind } from './tie.ts';

interface Use {
  readonly kind: TieKind;
  readonly entity: string;
  readonly file: string;
  readonly line: number;
  readonly name: string;
}

/** What functions do with entities: reads, writes, joins and transactions; one tie for each function, entity and kind. */
export function dataTies({ analysis, moduleAt, entitiesOf }: PageSubject): Tie[] {
  const uses: Use[] = [
    ...(analysis.accesses ?? []).map(({ op, entity, file, line, function: name }) => ({
      kind: op,
      entity,
      file,
      line,
      name,
    })),
    ...(analysis.joins ?? []).flatMap(({ entities, file, line, function: name }) =>
      entities.map((entity) => ({ kind: 'join' as const, entity, file, line, name })),
    ),
    ...analysis.transactions.flatMap(({ entities, file, line }) =>
      entities.map((entity) => ({ kind: 'transaction' as const, entity, file, line, name: '' })),
    ),
  ];
  const ties = new Map<string, { from: number; to: number; kind: TieKind; uses: Use[] }>();
  for (const use of uses) {
    const from = moduleAt(use.file, use.line);
    if (from === undefined) continue;
    for (const entity of entitiesOf(use.entity)) {
      const to = analysis.modules.length + entity;
      const key = `${from} ${to} ${use.kind} ${use.name}`;
      const tie = ties.get(key) ?? { from, to, kind: use.kind, uses: [] };
      tie.uses.push(use);
      ties.set(key, tie);
    }
  }
  return [...ties.values()].map(({ from, to, kind, uses }) => ({
    from,
    to,
    kinds: [kind],
    weight: uses.length,
    uses: [...new Set(uses.map(({ name }) => name).filter(Boolean))],
    places: [...new Set(uses.map(({ file, line }) => `${file}:${line}`))],
  }));
}
