import type { CheckFormat } from '../check-format.ts';
import { githubFormat } from './github.ts';
import { jsonFormat } from './json.ts';
import { markdownFormat } from './markdown.ts';
import { sarifFormat } from './sarif.ts';
import { textFormat } from './text.ts';

/** Every form of what a check found. */
export const checkFormats: readonly CheckFormat[] = [
  textFormat,
  jsonFormat,
  githubFormat,
  markdownFormat,
  sarifFormat,
];
