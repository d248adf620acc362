import type { FolderLayout } from '../model/analysis.ts';

/** `1 route`, `2 routes`, `1,024 modules`; pass the plural where it is irregular. */
export function countOf(number: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : plural}`;
}

/** An integer with commas between thousands, whatever the locale. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** A share 0..1 as whole percents. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** How the folders are cut, in words. */
export const folderPhrases: Readonly<Record<FolderLayout, string>> = {
  features: 'folders by feature',
  layers: 'folders by layer',
  mixed: 'folders by feature and layer',
  flat: 'no folders',
};
