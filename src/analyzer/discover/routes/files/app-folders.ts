import { posix } from 'node:path';
import type { Program } from '../../program.ts';
import type { SourceModule } from '../../source/read-code.ts';

/** A folder that a framework runs as an application of its own. */
export interface AppFolder {
  /** Relative to the root; empty for the root itself. */
  readonly folder: string;
  /** Its modules by their path inside the folder, tests and those of applications inside it left out. */
  readonly modules: ReadonlyMap<string, SourceModule>;
}

/** Folders of an application that frameworks look for routes in. */
export const routeFolders = /\/(?:api|app|pages|routes|server)\//;

/** How the applications of a framework are recognised. */
export interface AppSigns {
  /** A folder whose `package.json` depends on one of these is an application. */
  readonly packages: readonly string[];
  /** So is a folder that holds a file of such a name. */
  readonly configFile: RegExp | null;
}

/** Whether there is any application. */
export function hasApps(program: Program, signs: AppSigns): boolean {
  return foldersOf(program, signs).size > 0;
}

/** The applications of a project, each module in the innermost folder around it; without sources there is none. */
export function appsOf(program: Program, signs: AppSigns): AppFolder[] {
  const folders = foldersOf(program, signs);
  const modules = new Map<string, Map<string, SourceModule>>();
  for (const module of program.application) {
    const folder = innermost(folders, module.path);
    if (folder === null) continue;
    const known = modules.get(folder) ?? new Map<string, SourceModule>();
    modules.set(folder, known.set(posix.relative(folder, module.path), module));
  }
  return [...modules].map(([folder, inside]) => ({ folder, modules: inside }));
}

function foldersOf({ project, packages }: Program, signs: AppSigns): Set<string> {
  const folders = new Set<string>();
  for (const { folder, dependencies } of project.packages.all) {
    if (signs.packages.some((name) => dependencies.has(name)))
      folders.add(folder.startsWith('..') ? '' : folder);
  }
  const { configFile } = signs;
  const anywhere = configFile && new RegExp(`(?:^|/)${configFile.source.replace(/^\^/, '')}`);
  for (const file of anywhere ? project.files.matching(anywhere) : []) folders.add(folderOf(file));
  // Without a manifest the imports have to say it.
  if (project.packages.all.length === 0 && signs.packages.some((name) => packages.has(name))) folders.add('');
  return folders;
}

function innermost(folders: ReadonlySet<string>, path: string): string | null {
  for (let place = folderOf(path); ; place = folderOf(place)) {
    if (folders.has(place)) return place;
    if (place === '') return null;
  }
}

function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === '.' ? '' : folder;
}
