import type { PageDocument } from '../../report/page/page-document.ts';
import type { CodePlace } from '../shell/code-place.ts';

/** The kinds of a tie, in words of the document. */
export function kindsOf({ ties: { kindNames, kinds } }: PageDocument, tie: number): readonly string[] {
  return kindNames.filter((_, bit) => ((kinds[tie] ?? 0) >> bit) & 1);
}

/** Where a tie stands in the code. */
export function placesOf(data: PageDocument, tie: number): CodePlace[] {
  const { ties, names } = data;
  const from = ties.from[tie] ?? 0;
  let file = names[data.modules.parts.find(([part]) => part === from)?.[1] ?? from] ?? '';
  const places: CodePlace[] = [];
  for (const number of ties.places[tie] ?? []) {
    if (number < 0) file = names[-1 - number] ?? '';
    else places.push({ file, line: number });
  }
  return places;
}

/** Module path, or name of the entity, of a node: modules first, then entities. */
export function nodeName({ names, modules, entities }: PageDocument, node: number): string {
  const count = modules.lines.length;
  return (node < count ? names[node] : entities[node - count]?.name) ?? '';
}
