import { posix } from 'node:path';
import type { FolderLayout } from '../../model/analysis.ts';
import { isContainerName, isTechnicalName } from './lexicon.ts';
import { splitWords } from './vocabulary/words.ts';

/** A folder that holds this share of the modules, 0..1, is the project and not a part of it. */
const wholeShare = 0.9;

/** From this share of technical names on, 0..1, the folders beside each other are layers and not features. */
const technicalShare = 0.6;

export interface FeatureFolders {
  readonly layout: FolderLayout;
  /**
   * The features that a module stands in, outermost first, technical folders left out: `api/orders/services/tax/a.ts`
   * gives `['orders', 'orders/tax']`; empty in layered code. The same feature under two layers is one.
   */
  featuresOf(path: string): readonly string[];
}

/**
 * Tells features from layers by a lexicon of role words and by the folders that stand beside each other: where most are
 * layers, all are.
 */
export function findFeatureFolders(paths: readonly string[]): FeatureFolders {
  const technical = technicalFolders(paths);
  const featuresOf = (path: string): string[] => {
    const features: string[] = [];
    for (const folder of foldersAround(path)) {
      if (technical.has(folder)) continue;
      const parent = features.at(-1);
      const name = posix.basename(folder);
      if (parent === undefined) features.push(name);
      else if (posix.basename(parent) !== name) features.push(`${parent}/${name}`);
    }
    return features;
  };
  return { layout: layoutOf(paths, technical, featuresOf), featuresOf };
}

function technicalFolders(paths: readonly string[]): Set<string> {
  const children = new Map<string, Set<string>>();
  const sizes = new Map<string, number>();
  for (const path of paths) {
    for (const folder of foldersAround(path)) {
      const parent = posix.dirname(folder);
      children.set(parent, (children.get(parent) ?? new Set()).add(folder));
      sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
    }
  }
  const technical = new Set<string>();
  for (const [folder, size] of sizes) if (size >= wholeShare * paths.length) technical.add(folder);
  for (const siblings of children.values()) {
    const named = [...siblings].map((folder) => ({ folder, words: splitWords(posix.basename(folder)) }));
    const share = named.filter(({ words }) => isTechnicalName(words)).length / named.length;
    for (const { folder, words } of named) {
      const isLayer = share >= technicalShare;
      if (isLayer || isContainerName(words) || words.length === 0) technical.add(folder);
    }
  }
  return technical;
}

function layoutOf(
  paths: readonly string[],
  technical: ReadonlySet<string>,
  featuresOf: (path: string) => readonly string[],
): FolderLayout {
  const inFolders = paths.filter((path) => path.includes('/'));
  const inFeatures = inFolders.filter((path) => featuresOf(path).length > 0).length;
  if (inFolders.length === 0 || (technical.size === 0 && inFeatures === 0)) return 'flat';
  const share = inFeatures / inFolders.length;
  return share >= 0.8 ? 'features' : share <= 0.2 ? 'layers' : 'mixed';
}

/** The folders that a path stands in, outermost first. */
export function foldersAround(path: string): string[] {
  const folders: string[] = [];
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) folders.push(folder);
  return folders.reverse();
}
