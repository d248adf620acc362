import type { AnalyzeOptions } from '../analyzer/index.ts';
import { BanyanError } from '../errors/banyan-error.ts';
import type { Command, Invocation } from './command.ts';

/** What every verb that reads code takes: with the same options, one finds what another remembered. */
export const codeOptions: Command['options'] = [
  {
    flags: '--max-file-size <size>',
    summary: 'larger files are named and not read, e.g. 500kB or 5MB',
    default: '1MB',
  },
  {
    flags: '--max-unresolved <share>',
    summary: 'share of relative imports that may lead nowhere, from 0 to 1',
    default: '0.2',
  },
  {
    flags: '--cache-dir <folder>',
    summary: 'where what was found is kept for the next run; the cache folder of the user by default',
  },
  { flags: '--no-cache', summary: 'keep nothing for the next run and use nothing of an earlier one' },
];

/** What a verb takes that reads commits as well. */
export const historyOptions: Command['options'] = [
  {
    flags: '--history-since <day>',
    summary:
      'read commits from this day on (YYYY-MM-DD) or "all"; 24 months before the newest when not given',
  },
  { flags: '--no-history', summary: 'read no commits: nothing is said about what changes together' },
];

/** What of the code is read; throws USAGE for what is out of range. */
export function readLimits(invocation: Invocation): NonNullable<AnalyzeOptions['limits']> {
  return { maxUnresolvedShare: readShare(invocation), maxFileBytes: readSize(invocation) };
}

function readShare({ options }: Invocation): number {
  const text = String(options['maxUnresolved']);
  const share = Number(text);
  if (text.trim() === '' || !(share >= 0 && share <= 1)) {
    throw new BanyanError('USAGE', `--max-unresolved must be a number from 0 to 1, not "${text}"`);
  }
  return share;
}

/** How commits are read, undefined where they are not wanted; throws USAGE for what is no day. */
export function readHistoryOptions({ options, environment }: Invocation): AnalyzeOptions['history'] {
  if (options['history'] === false) return undefined;
  const since = options['historySince'];
  if (typeof since === 'string' && since !== 'all' && !isDay(since)) {
    throw new BanyanError('USAGE', `--history-since takes a day as 2024-05-31, or all, not "${since}"`);
  }
  return { searchPath: searchPathOf(environment), since: typeof since === 'string' ? since : undefined };
}

/** Where programs are looked for. */
export function searchPathOf(environment: Invocation['environment']): string {
  return environment['PATH'] ?? environment['Path'] ?? '';
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

const units: Readonly<Record<string, number>> = { '': 1, kB: 1_000, MB: 1_000_000 };
/** Texts of this size and more do not fit into one string. */
const largestFileBytes = 500_000_000;

function readSize({ options }: Invocation): number {
  const text = String(options['maxFileSize']);
  const [, digits = '', unit = ''] = /^(\d{1,9})(kB|MB)?$/.exec(text) ?? [];
  const bytes = digits === '' ? 0 : Number(digits) * (units[unit] ?? 1);
  if (bytes >= 1 && bytes <= largestFileBytes) return bytes;
  throw new BanyanError('USAGE', `--max-file-size must be a size such as 5MB, at most 500MB, not "${text}"`);
}
