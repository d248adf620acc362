import { byCodeUnit } from '../../lib/ordered.ts';
import { nearest } from '../../lib/nearest.ts';
import type { Analysis } from '../../model/analysis.ts';
import type { Pin } from '../../model/pins.ts';
import type { Edit, EditProblem } from './parse-edits.ts';
import { shortestPatterns } from '../../lib/shortest-patterns.ts';

/** Where each touched module ends up: a context, `shared` or `ignore`. */
interface Decisions {
  readonly contextOf: Map<string, string>;
  readonly aside: Map<string, 'shared' | 'ignore'>;
  readonly renamed: Map<string, string>;
}

/**
 * The pins that make edits of an analysis hold, in the order in which somebody would write them; edits count one after the other. Problems are
 * names that mean nothing and contexts that cannot be split.
 */
export function pinsFromEdits(
  analysis: Analysis,
  edits: readonly Edit[],
): { readonly pins: readonly Pin[]; readonly problems: readonly EditProblem[] } {
  const problems: EditProblem[] = [];
  const decisions: Decisions = { contextOf: new Map(), aside: new Map(), renamed: new Map() };
  const editor = createEditor(analysis, decisions);
  edits.forEach((edit, index) => {
    const found: string[] = [];
    editor.apply(edit, (what) => found.push(what));
    problems.push(...found.map((what) => ({ where: `edit ${index + 1}`, what })));
  });
  return { pins: pinsOf(analysis, decisions), problems };
}

function createEditor(analysis: Analysis, { contextOf, aside, renamed }: Decisions) {
  const known = new Map(analysis.modules.map((module) => [module.path, module]));
  const homeOf = (path: string): string | null =>
    aside.has(path) ? null : (contextOf.get(path) ?? known.get(path)?.context ?? null);
  const membersOf = (id: string): string[] => [...known.keys()].filter((path) => homeOf(path) === id);
  const place = (paths: readonly string[], id: string): void => {
    for (const path of paths) {
      contextOf.set(path, id);
      aside.delete(path);
    }
  };
  const setAside = (paths: readonly string[], how: 'shared' | 'ignore'): void => {
    for (const path of paths) {
      aside.set(path, how);
      contextOf.delete(path);
    }
  };
  const ids = (): string[] => [...new Set([...known.keys()].flatMap((path) => homeOf(path) ?? []))];
  const existing = (name: string, problem: (what: string) => void): string | null => {
    if (ids().includes(name)) return name;
    const close = nearest(name, ids());
    problem(`no context is called ${name}${close === undefined ? '' : `; did you mean ${close}?`}`);
    return null;
  };
  return {
    apply(edit: Edit, problem: (what: string) => void): void {
      const paths =
        'paths' in edit ? edit.paths.flatMap((name) => modulesCalled(analysis, name, problem)) : [];
      const target =
        edit.verb === 'move' || edit.verb === 'rename' ? edit.to : edit.verb === 'merge' ? edit.into : null;
      if (target !== null && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(target))
        problem(`${target} is no id of a context: lower-case letters, digits and dashes, at most 63`);
      if (edit.verb === 'move') place(paths, edit.to);
      if (edit.verb === 'share') setAside(paths, 'shared');
      if (edit.verb === 'ignore') setAside(paths, 'ignore');
      if (edit.verb === 'merge') {
        const merged = edit.contexts.flatMap((name) => existing(name, problem) ?? []);
        if (merged.length === edit.contexts.length) place(merged.flatMap(membersOf), edit.into);
      }
      if (edit.verb === 'rename' && existing(edit.context, problem) !== null) {
        if (ids().includes(edit.to))
          problem(`${edit.to} is there already; merge ${edit.context}, ${edit.to} makes one of both`);
        const members = membersOf(edit.context);
        const isUntouched = members.every((path) => !contextOf.has(path));
        if (isUntouched) renamed.set(edit.context, edit.to);
        else place(members, edit.to);
      }
      if (edit.verb === 'split' && existing(edit.context, problem) !== null)
        for (const [id, part] of partsOf(analysis, edit.context, membersOf(edit.context), ids(), problem))
          place(part, id);
    },
  };
}

/** Smaller parts are no context of their own: their modules go where their ties are. */
const minPart = 3;

/** The parts of a context: what the fine grain makes of it, the largest under its own name. */
function partsOf(
  { candidates }: Analysis,
  id: string,
  members: readonly string[],
  taken: readonly string[],
  problem: (what: string) => void,
): [id: string, modules: string[]][] {
  const inside = new Set(members);
  const parts = candidates.fine.contexts
    .map((context) => ({ id: context.id, modules: context.modules.filter((path) => inside.has(path)) }))
    .filter(({ modules }) => modules.length >= minPart)
    .sort((a, b) => b.modules.length - a.modules.length || byCodeUnit(a.id, b.id));
  if (parts.length < 2) {
    problem(`${id} cannot be split: the fine grain makes no two parts of it; move the modules that you mean`);
    return [];
  }
  const names = new Set(taken);
  const unused = (name: string): string => {
    let free = name;
    for (let number = 2; names.has(free); number++) free = `${name}-${number}`;
    names.add(free);
    return free;
  };
  return parts.map((part, index) => [index === 0 ? id : unused(part.id), part.modules]);
}

/** Modules by path, by the end of a path, by folder or pattern, as pins name them. */
function modulesCalled({ modules }: Analysis, name: string, problem: (what: string) => void): string[] {
  const paths = modules.filter(({ role }) => role !== 'generated').map(({ path }) => path);
  const text = name.replace(/^\.\//, '').replace(/\/$/, '');
  if (paths.includes(text)) return [text];
  const below = paths.filter((path) => path.startsWith(`${text}/`) || path.startsWith(`${text}#`));
  if (below.length > 0) return below;
  const ending = paths.filter((path) => path.endsWith(`/${text}`));
  const [only, ...others] = ending;
  if (only !== undefined && others.length === 0) return [only];
  if (only !== undefined) problem(`${name} is several modules: ${ending.slice(0, 8).join(', ')}`);
  else {
    const names = text.includes('/')
      ? paths
      : [...paths, ...paths.map((path) => path.slice(path.lastIndexOf('/') + 1))];
    const close = nearest(text, names);
    problem(`no module is called ${name}${close === undefined ? '' : `; did you mean ${close}?`}`);
  }
  return [];
}

function pinsOf(analysis: Analysis, { contextOf, aside, renamed }: Decisions): Pin[] {
  const all = analysis.modules.filter(({ role }) => role !== 'generated').map(({ path }) => path);
  const at = 'what-if';
  const grouped = (pairs: Iterable<readonly [path: string, key: string]>): [string, string[]][] => {
    const groups = new Map<string, string[]>();
    for (const [path, key] of pairs) groups.set(key, [...(groups.get(key) ?? []), path]);
    return [...groups].sort(([a], [b]) => byCodeUnit(a, b));
  };
  const patterns = (paths: readonly string[]): string[][] => [shortestPatterns(paths, all)];
  return [
    ...grouped(contextOf).map(
      ([context, paths]): Pin => ({
        kind: 'pin',
        at,
        groups: patterns(paths),
        context,
        names: [],
        because: null,
      }),
    ),
    ...grouped(aside).map(
      ([kind, paths]): Pin => ({
        kind: kind as 'shared' | 'ignore',
        at,
        groups: patterns(paths),
        context: null,
        names: [],
        because: null,
      }),
    ),
    ...[...renamed].map(
      ([context, to]): Pin => ({ kind: 'rename', at, groups: [], context, names: [to], because: null }),
    ),
  ];
}
