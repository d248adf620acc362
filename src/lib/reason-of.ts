import { getSystemErrorMap } from 'node:util';

/** Why something failed, in words: `permission denied (EACCES)`, or the message of an error; null without a cause. */
export function reasonOf(cause: unknown): string | null {
  if (!(cause instanceof Error)) return typeof cause === 'string' ? cause : null;
  const { errno } = cause as NodeJS.ErrnoException;
  const [name, words] = (errno === undefined ? undefined : getSystemErrorMap().get(errno)) ?? [];
  return name === undefined ? cause.message : `${words} (${name})`;
}
