import type { Analysis } from '../model/analysis.ts';

const sentences: Readonly<Record<Analysis['verdict']['decision'], string>> = {
  split: 'Split: the contexts stand apart clearly enough to become services.',
  'split-some': 'Split some: take out the firm contexts first and keep the rest together for now.',
  'modularise-first':
    'Modularise first: the parts are there, but too much crosses between them for services.',
  'do-not-split': 'Do not split: services would cost more here than they give.',
};

/** The verdict as a sentence. */
export function verdictSentence({ verdict }: Pick<Analysis, 'verdict'>): string {
  return sentences[verdict.decision];
}
