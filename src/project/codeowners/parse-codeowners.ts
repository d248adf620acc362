import { matchesOwnerPattern, type OwnerPattern, parseOwnerPattern } from './owner-pattern.ts';

/** A line of the file; a rule without owners takes away those of an earlier one. */
interface OwnerRule {
  readonly pattern: OwnerPattern;
  readonly owners: readonly string[];
  /** `!pattern` of GitLab: nobody owns it, whatever else the section says. */
  readonly isExclusion: boolean;
}

/** The rules under one `[Section]` of GitLab; all of the file for GitHub. */
interface OwnerSection {
  readonly rules: OwnerRule[];
  readonly defaultOwners: readonly string[];
}

export interface OwnerRules {
  readonly sections: readonly OwnerSection[];
  /** Lines, from 1, that are no rule. */
  readonly unread: readonly number[];
}

const sectionLine = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/;
const owner = /^(?:@@?[\w.\-/]+|[^\s@]+@[^\s@]+\.[^\s@]+)$/;

/** Reads a CODEOWNERS file in the syntax of GitHub or GitLab. */
export function parseCodeOwners(text: string): OwnerRules {
  const sections = new Map<string, OwnerSection>([['', { rules: [], defaultOwners: [] }]]);
  const unread: number[] = [];
  let current = sections.get('') as OwnerSection;
  text.split(/\r?\n/).forEach((line, index) => {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) return;
    const [, name, owners = ''] = sectionLine.exec(trimmed) ?? [];
    if (name !== undefined) {
      const key = name.trim().toLowerCase();
      current = sections.get(key) ?? { rules: [], defaultOwners: ownersIn(words(owners)) };
      sections.set(key, current);
      return;
    }
    const rule = parseRule(trimmed, current.defaultOwners);
    if (rule) current.rules.push(rule);
    else unread.push(index + 1);
  });
  return { sections: [...sections.values()], unread };
}

function parseRule(line: string, defaultOwners: readonly string[]): OwnerRule | null {
  const [first = '', ...rest] = words(line);
  const isExclusion = first.startsWith('!');
  const pattern = isExclusion ? first.slice(1) : first;
  const owners = ownersIn(rest);
  if (pattern === '' || (rest.length > 0 && owners.length === 0 && !rest[0]?.startsWith('#'))) return null;
  return {
    pattern: parseOwnerPattern(pattern),
    owners: owners.length > 0 ? owners : defaultOwners,
    isExclusion,
  };
}

/** Words of a line; a backslash keeps a space inside one, `#` ends the line. */
function words(line: string): string[] {
  const found = line.match(/(?:\\.|[^\s\\])+/g) ?? [];
  const comment = found.findIndex((word, index) => index > 0 && word.startsWith('#'));
  return comment < 0 ? found : found.slice(0, comment);
}

/** Teams and users as written; of an address only its domain, since it is a person's. */
function ownersIn(candidates: readonly string[]): string[] {
  return candidates
    .filter((word) => owner.test(word))
    .map((word) => (word.startsWith('@') ? word : word.replace(/^.*@/, '*@')));
}

/** Owners of a path, from the top of the repository: in each section those of the last rule that means it. */
export function ownersOf({ sections }: OwnerRules, path: string): string[] {
  const found = sections.flatMap(({ rules }) => {
    if (rules.some(({ isExclusion, pattern }) => isExclusion && matchesOwnerPattern(pattern, path)))
      return [];
    return rules.findLast(({ pattern }) => matchesOwnerPattern(pattern, path))?.owners ?? [];
  });
  return [...new Set(found)];
}
