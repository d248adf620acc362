import type { Analysis } from '../model/analysis.ts';

const sentences: Readonly<Record<Analysis['verdict']['decision'], string>> = {
  split: 'Split: every context stands apart clearly enough to become a service.',
  'split-some': 'Split some: a few contexts can become services now, the others not yet.',
  'modularise-first': 'Modularise first: the parts are there, but too entangled for services.',
  'do-not-split': 'Do not split: services would cost more here than they give.',
};

/** The verdict as a sentence. */
export function verdictSentence({ verdict }: Pick<Analysis, 'verdict'>): string {
  return sentences[verdict.decision];
}
