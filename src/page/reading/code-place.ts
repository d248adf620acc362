import type { PageDocument } from '../../report/page/page-document.ts';
import type { PagePlace } from '../../report/page/subject.ts';
import type { CodePlace } from '../shell/code-place.ts';

/** The place that a pair of numbers stands for. */
export function codePlace({ names }: PageDocument, [file, line]: PagePlace): CodePlace {
  return { file: names[file] ?? '', line };
}
