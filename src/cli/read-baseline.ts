import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';
import type { BaselineEntry, KnownViolation } from '../model/baseline.ts';
import type { Invocation } from './command.ts';
import type { RepositoryPlaces } from './repository-places.ts';
import { readNamedText } from './read-named-text.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * The entries of a baseline; none where there is no such file. Places start at the repository.
 *
 * Throws PATH_MISSING and DOCUMENT_INVALID, the latter with every problem.
 */
export async function readBaseline(
  invocation: Pick<Invocation, 'workingFolder'>,
  name: string,
  placedIn: RepositoryPlaces,
): Promise<readonly KnownViolation[]> {
  const file = resolve(invocation.workingFolder, name);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  const text = await readNamedText(invocation, name, maxBytes, {
    what: 'the baseline',
    fix: 'Check the path.',
  });
  const path = placedIn.pathOf(file);
  const entries = await parseBaseline(text, name);
  const lines = linesOf(text);
  return entries.map((entry) => ({ ...entry, location: `${path}:${lines.get(entry.key) ?? 1}` }));
}

/** The line of each key, in a file as it is written here; others have none. */
function linesOf(text: string): ReadonlyMap<string, number> {
  return new Map(
    text.split('\n').flatMap((line, index) => {
      const [, key] = /^\s*"key": ("(?:[^"\\]|\\.)*")/.exec(line) ?? [];
      return key === undefined ? [] : [[JSON.parse(key) as string, index + 1] as const];
    }),
  );
}

/** The entries in the text of a baseline; throws DOCUMENT_INVALID with every problem. */
export async function parseBaseline(text: string, name: string): Promise<readonly BaselineEntry[]> {
  const { baselineSchema } = await import('../model/baseline.ts');
  const fix = 'Correct it, or write it anew with `banyan accept --force`.';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw new BanyanError('DOCUMENT_INVALID', `${name} is not JSON`, { fix, cause });
  }
  const result = baselineSchema.safeParse(data);
  if (result.success) return result.data.violations;
  throw new BanyanError('DOCUMENT_INVALID', `${name} is not a baseline`, {
    fix,
    problems: result.error.issues.map(({ path, message }) => ({
      where: `${name} at ${path.join('.') || 'its root'}`,
      what: message,
    })),
    maxProblems: 20,
  });
}

/** A baseline as its file holds it. */
export function baselineText(violations: readonly BaselineEntry[]): string {
  const entries = violations.map(({ key, reason, owner, expires }) => ({ key, reason, owner, expires }));
  return `${JSON.stringify({ schemaVersion: 1, violations: entries }, null, 2)}\n`;
}
