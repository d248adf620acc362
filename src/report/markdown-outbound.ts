import type { Analysis } from '../model/analysis.ts';
import { capped, codeSpan } from './markdown-text.ts';
import { countOf } from './text.ts';

/** The other systems that the code calls, each with its first place. */
export function otherSystems({ outbound }: Analysis): string[] {
  if (outbound.length === 0) return [];
  return [
    `## ${countOf(outbound.length, 'call of another system', 'calls of other systems')}`,
    '',
    ...capped(
      outbound.map(({ method, target, via, locations: [first = '', ...others] }) => {
        const name = codeSpan(method === null ? target : `${method} ${target}`);
        const more = others.length === 0 ? '' : ` and ${countOf(others.length, 'more place')}`;
        return `- ${name} by ${codeSpan(via)}: ${codeSpan(first)}${more}`;
      }),
    ),
  ];
}
