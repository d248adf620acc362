import type { ConfigPath } from './yaml-document.ts';

/** One thing wrong with a configuration, at its value or its key. */
export interface ConfigProblem {
  readonly path: ConfigPath;
  readonly part?: 'value' | 'key';
  readonly what: string;
}
