import { errorCodes, type ErrorCode } from './codes.ts';

/** One place that an error is about: `where` is `file:line:column` or a configuration path such as `routeSets[0].phase`. */
export interface Problem {
  readonly where: string;
  readonly what: string;
}

/**
 * Every failure that a user can do something about.
 *
 * The message says what went wrong, `problems` say where (all of them at once), `fix` says what to do; the exit code
 * comes from the code's row in `codes.ts`. Bugs of ours are not members of this family: they stay plain errors and end
 * with exit code 70.
 */
export class BanyanError extends Error {
  override readonly name: string = 'BanyanError';
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];
  /** How many more problems there are than `problems` shows. */
  readonly hiddenProblems: number;
  readonly fix: string;

  constructor(
    code: ErrorCode,
    message: string,
    details: { problems?: readonly Problem[]; maxProblems?: number; fix?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    const problems = details.problems ?? [];
    this.problems = problems.slice(0, details.maxProblems);
    this.hiddenProblems = problems.length - this.problems.length;
    this.fix = details.fix ?? errorCodes[code].fix;
  }

  /** 1 findings, 2 the user's to fix. */
  get exitCode(): number {
    return errorCodes[this.code].exitCode;
  }
}
