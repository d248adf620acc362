import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** How tools that see a whole repository call its files. */
export interface RepositoryPlaces {
  /** The analysed folder with a slash behind it; empty where it is the whole. */
  readonly folder: string;
  /** The path of a file that is there, from the root of the repository. */
  readonly pathOf: (file: string) => string;
}

/** The places in the repository around an analysed folder, or in that itself where there is none; throws `PATH_MISSING`. */
export async function repositoryPlaces(root: string): Promise<RepositoryPlaces> {
  const { repositoryFolder } = await import('../project/index.ts');
  const repository = repositoryFolder(root);
  const below = (path: string) => relative(repository, path).split(sep).join('/');
  const folder = below(realpathSync(root));
  return {
    folder: folder === '' ? '' : `${folder}/`,
    pathOf: (file) => below(join(realpathSync(dirname(file)), basename(file))),
  };
}
