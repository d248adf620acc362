import type { FolderLayout } from '../model/analysis.ts';

export { countOf, grouped } from '../lib/count-of.ts';

/** A share 0..1 as whole percents. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Those that say something, one after the other. */
export function sentences(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}

/** How the folders are cut, in words. */
export const folderPhrases: Readonly<Record<FolderLayout, string>> = {
  features: 'folders by feature',
  layers: 'folders by layer',
  mixed: 'folders by feature and layer',
  flat: 'no folders',
};
