import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { openProject, type Resolver } from '../../src/project/index.ts';

/** What a file's name or folder says about its layer; the first that matches counts. */
const layers: readonly (readonly [folder: string, words: RegExp])[] = [
  ['tests', /spec|test|mock|fixture/],
  ['controllers', /controller/],
  ['resolvers', /resolver/],
  ['routes', /route|api|endpoint/],
  ['modules', /module|plugin/],
  ['repositories', /repo|repository|store|dao|persistence/],
  ['models', /entity|entities|model|models|schema|domain/],
  ['dtos', /dto|dtos|request|response|input|mapper|mappers/],
  ['interfaces', /interface|interfaces|type|types/],
  ['middlewares', /guard|interceptor|middleware|decorator|pipe|filter|strategy/],
  ['handlers', /event|events|listener|subscriber|subscription|handler|consumer|job/],
  ['services', /service|services|usecase|use-case|manager|provider/],
  ['utils', /util|utils|helper|helpers|constant|constants|config|error|errors|common/],
];

/**
 * Copies a code base with every source file moved to a folder of its technical layer, so that folders say nothing about contexts;
 * specifiers follow. Returns the path of each source in the copy, with where it stood. Other files stay where they are.
 */
export function copyInLayers(root: string, target: string): ReadonlyMap<string, string> {
  const project = openProject({ root });
  const moved = newPlaces(project.sources);
  for (const path of project.files.below('')) {
    if (moved.has(path)) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    copyFileSync(join(root, path), join(target, path));
  }
  for (const [path, place] of moved) {
    const text = project.readText(path);
    if (text === null) continue;
    mkdirSync(dirname(join(target, place)), { recursive: true });
    writeFileSync(join(target, place), withMovedSpecifiers(text, path, moved, project.resolver));
  }
  return new Map([...moved].map(([path, place]) => [place, path]));
}

/** Files of one name are told apart by a number, which is no word of theirs. */
function newPlaces(sources: readonly string[]): Map<string, string> {
  const taken = new Set<string>();
  return new Map(
    sources.map((path) => {
      const name = posix.basename(path);
      let place = `src/${layerOf(path)}/${name}`;
      for (let copy = 2; taken.has(place.toLowerCase()); copy++) {
        place = `src/${layerOf(path)}/${name.replace(/\./, `${copy}.`)}`;
      }
      taken.add(place.toLowerCase());
      return [path, place];
    }),
  );
}

function layerOf(path: string): string {
  const parts = path.toLowerCase().split('/');
  const words = [parts.at(-1) ?? '', parts.at(-2) ?? ''].map((part) => part.split(/[.\-_]/));
  for (const own of words) {
    const layer = layers.find(([, pattern]) =>
      own.some((word) => new RegExp(`^(?:${pattern.source})s?$`).test(word)),
    );
    if (layer) return layer[0];
  }
  return 'lib';
}

const specifiers = /(\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"])([^'"\n]+)\2/g;

function withMovedSpecifiers(
  text: string,
  path: string,
  moved: ReadonlyMap<string, string>,
  resolver: Resolver,
): string {
  const from = posix.dirname(moved.get(path) as string);
  return text.replace(specifiers, (whole, before: string, quote: string, specifier: string) => {
    const resolution = resolver.resolve(path, specifier);
    const place = resolution.kind === 'module' ? moved.get(resolution.path) : undefined;
    if (place === undefined) return whole;
    const relative = posix.relative(from, place).replace(/\.[mc]?[jt]sx?$/, '');
    return `${before}${quote}${relative.startsWith('.') ? relative : `./${relative}`}${quote}`;
  });
}
