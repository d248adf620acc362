import { folderPhrases } from '../text.ts';
import type { PageSubject } from './subject.ts';

/** What was analysed, by what. */
export interface HeadPart {
  /** `banyan 1.2.3`. */
  readonly tool: string;
  /** Full object id; null without a repository. */
  readonly commit: string | null;
  readonly files: number;
  readonly lines: number;
  readonly frameworks: readonly string[];
  readonly orms: readonly string[];
  /** How the folders are cut, in words; null when that is not known. */
  readonly folders: string | null;
}

export function headPart({ analysis: { tool, commit, summary } }: PageSubject): HeadPart {
  const { files, lines, frameworks, orms, folders } = summary;
  return {
    tool: `${tool.name} ${tool.version}`,
    commit,
    files,
    lines,
    frameworks,
    orms,
    folders: folders === undefined ? null : folderPhrases[folders],
  };
}
