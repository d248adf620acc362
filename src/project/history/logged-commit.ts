/** A commit as the log tells it; paths are POSIX and relative to the top of the repository. */
export interface LoggedCommit {
  readonly id: string;
  /** Only ever compared: neither name nor address leaves the memory of the process. */
  readonly author: { readonly name: string; readonly email: string };
  /** First line of the message, cut after 1,000 characters. */
  readonly subject: string;
  readonly changes: readonly FileChange[];
}

interface FileChange {
  readonly path: string;
  /** Where a renamed file was before; null for every other change. */
  readonly from: string | null;
}
