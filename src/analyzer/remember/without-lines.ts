import type { Facts } from '../facts.ts';

/**
 * What facts say of some files that were done again, without lengths and lines, as JSON: where it is the same, so is all that does not
 * look at these, see `RememberedFacts`.
 */
export function withoutLines(facts: Facts, paths: ReadonlySet<string>): string {
  const isOwn = ({ from }: { readonly from: string }) => paths.has(from);
  return JSON.stringify([
    facts.modules
      .filter(({ path }) => paths.has(path))
      .map((module) => ({ ...module, lines: 0, terms: [...module.terms] })),
    facts.dependencies.filter(isOwn).map(({ locations, ...dependency }) => [dependency, locations.length]),
    facts.calls
      .filter(isOwn)
      .map((call) => ({ ...call, line: 0, transaction: call.transaction?.replace(/:\d+$/, '') })),
    facts.receivers,
  ]);
}
