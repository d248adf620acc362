import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BanyanError } from '../errors/banyan-error.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { Invocation } from './command.ts';
import { readNamedText } from './read-named-text.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * The entries of a baseline; null where there is no such file and it may be absent.
 *
 * Throws PATH_MISSING and DOCUMENT_INVALID, the latter with every problem.
 */
export async function readBaseline(
  invocation: Pick<Invocation, 'workingFolder'>,
  name: string,
  presence: 'must-exist' | 'may-be-absent',
): Promise<readonly BaselineEntry[] | null> {
  const isThere = await access(resolve(invocation.workingFolder, name)).then(
    () => true,
    () => false,
  );
  if (!isThere && presence === 'may-be-absent') return null;
  const text = await readNamedText(invocation, name, maxBytes, {
    what: 'the baseline',
    fix: 'Check the path.',
  });
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
