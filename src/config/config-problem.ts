import type { ConfigPath } from './yaml-document.ts';

/** One thing wrong with a configuration, at its value or its key. */
export interface ConfigProblem {
  readonly path: ConfigPath;
  readonly part?: 'value' | 'key';
  readonly what: string;
  /** Another place that the problem is about. */
  readonly other?: ConfigPath;
}
