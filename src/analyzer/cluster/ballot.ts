/**
 * The winner of an election in which every kind of evidence has one vote and divides it as its weights are to each other; of equals
 * the one that an earlier kind is for. Undefined without votes, and where every kind leaves it open.
 */
export function winnerOf(kinds: readonly ReadonlyMap<string, number>[]): string | undefined {
  const parts = new Map<string, number>();
  kinds.forEach((weights, index) => {
    let total = 0;
    for (const weight of weights.values()) total += weight;
    const vote = 1 - index * precedence;
    for (const [name, weight] of weights) parts.set(name, (parts.get(name) ?? 0) + (vote * weight) / total);
  });
  const [first, second] = [...parts].sort(([, a], [, b]) => b - a);
  const isTied = second !== undefined && (first as [string, number])[1] - second[1] < precedence / 1000;
  return isTied ? undefined : first?.[0];
}

/** What an earlier kind of evidence has ahead of the next. */
const precedence = 1e-6;

/** Votes for modules as votes for the contexts that they are in. */
export function votesByContext(
  votes: ReadonlyMap<string, number>,
  contextOf: ReadonlyMap<string, string>,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [path, weight] of votes) {
    const context = contextOf.get(path);
    if (context !== undefined) sums.set(context, (sums.get(context) ?? 0) + weight);
  }
  return sums;
}
