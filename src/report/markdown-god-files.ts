import type { Analysis } from '../model/analysis.ts';
import { type GodFile, godFiles } from './god-files.ts';
import { codeSpan, markdownTable } from './markdown-text.ts';
import { countOf } from './text.ts';

/** Files that hold parts of several contexts: which function belongs where. */
export function splitFiles(analysis: Analysis): string[] {
  const files = godFiles(analysis);
  if (files.length === 0) return [];
  return [
    `## ${countOf(files.length, 'god file')}, split by function`,
    '',
    'What is left of such a file wires its parts and belongs to no context.',
    ...files.flatMap(oneFile),
  ];
}

function oneFile({ file, groups }: GodFile): string[] {
  const rows = groups.map(({ context, parts }) => [
    context === null ? 'none' : codeSpan(context),
    parts
      .map(
        ({ symbol, line, endLine }) =>
          `${codeSpan(symbol)} ${line === endLine ? line : `${line}–${endLine}`}`,
      )
      .join(', '),
  ]);
  return [
    '',
    `### ${codeSpan(file)}`,
    '',
    ...markdownTable(
      [
        { title: 'context', align: 'left' },
        { title: 'parts, with their lines', align: 'left' },
      ],
      rows,
    ),
  ];
}
