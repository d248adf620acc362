import { byCodeUnit } from '../../lib/ordered.ts';
import type { Facts } from '../facts.ts';
import type { MovedLines } from './moved-lines.ts';

/**
 * Facts with the places of one file where its lines have moved to: `file:line`, and `line` beside or below the name of the file.
 *
 * Null when it cannot be told: something is said about the file in words, a list would have another order, or a line is none of
 * code. O(size of the facts).
 */
export function movePlaces(facts: Facts, path: string, lines: MovedLines): Facts | null {
  if (facts.diagnostics.some(({ message, location }) => location?.path === path || message.includes(path)))
    return null;
  // Nothing in the first has a place in a file; what comes from other files has none in this but for transactions. These are most of the facts.
  const { modules, history, owners, dependencies, calls, ...placed } = facts;
  const isOwn = ({ from }: { readonly from: string }) => from === path || from.startsWith(`${path}#`);
  const isHere = (place: string | null) => place?.startsWith(path) ?? false;
  try {
    const move: Move = { path, names: new Set([path, ...namesOfParts(facts, path)]), lines };
    const moved = <T>(value: T) => walk(value, null, move) as T;
    return {
      ...(Object.fromEntries(
        Object.entries(placed).map(([key, value]) => [key, mentions(value, path) ? moved(value) : value]),
      ) as typeof placed),
      modules,
      history,
      owners,
      dependencies: dependencies.map((each) => (isOwn(each) ? moved(each) : each)),
      calls: calls.map((each) => (isOwn(each) || isHere(each.transaction) ? moved(each) : each)),
    };
  } catch (error) {
    if (error instanceof Unmovable) return null;
    throw error;
  }
}

/** Whether a text somewhere in a value holds a path. */
function mentions(value: unknown, path: string): boolean {
  if (typeof value === 'string') return value.includes(path);
  if (Array.isArray(value)) return value.some((each) => mentions(each, path));
  if (value instanceof Map) return mentions([...value], path);
  if (typeof value !== 'object' || value === null) return false;
  for (const key in value) if (mentions(value[key as keyof typeof value], path)) return true;
  return false;
}

function namesOfParts({ parts }: Facts, path: string): string[] {
  return (parts?.modules ?? []).flatMap((part) => (part.file === path ? [part.path] : []));
}

class Unmovable extends Error {}

interface Move {
  readonly path: string;
  /** The path, and those of parts of the file. */
  readonly names: ReadonlySet<string>;
  readonly lines: MovedLines;
}

/** A value with its places moved, itself where none has; `file` is the one that the values around it are about. */
function walk(value: unknown, file: string | null, move: Move, isByLine = false): unknown {
  if (typeof value === 'string') return movedText(value, move);
  if (Array.isArray(value)) return movedList(value, file, move, isByLine);
  if (value instanceof Map) return movedMap(value, file, move);
  return typeof value === 'object' && value !== null ? movedObject(value, file, move) : value;
}

function movedObject(value: object, around: string | null, move: Move): object {
  const { file, path, from } = value as Readonly<Record<string, unknown>>;
  const own = [file, path, from].find((each) => typeof each === 'string');
  const about = own ?? around;
  const changes: [string, unknown][] = [];
  for (const [key, part] of Object.entries(value)) {
    const isLine = typeof part === 'number' && /line/i.test(key) && key !== 'lines';
    const moved = isLine ? movedLine(key, part, about, move) : walk(part, about, move, key === 'locations');
    if (moved !== part) changes.push([key, moved]);
  }
  return changes.length === 0 ? value : { ...value, ...Object.fromEntries(changes) };
}

function movedLine(key: string, line: number, about: string | null, { names, lines }: Move): number {
  if (about === null) throw new Unmovable();
  if (!names.has(about)) return line;
  if (key !== 'line' && key !== 'endLine') throw new Unmovable();
  return lineAt(lines, line);
}

/** The first line also stands for a file as a whole, which does not move. */
function lineAt(lines: MovedLines, line: number): number {
  const moved = lines.get(line) ?? (line === 1 ? 1 : undefined);
  if (moved === undefined || (line === 1 && moved !== 1)) throw new Unmovable();
  return moved;
}

function movedText(text: string, { path, lines }: Move): string {
  const at = text.indexOf(path);
  if (at < 0) return text;
  const rest = text.slice(at + path.length);
  if (!/:\d/.test(rest)) return text;
  const place = at === 0 ? /^:(\d+)$/.exec(rest) : null;
  if (!place) throw new Unmovable();
  return `${path}:${lineAt(lines, Number(place[1]))}`;
}

/** Places in order of line stay in order; where they are in order as texts, that may change. */
function movedList(
  list: readonly unknown[],
  file: string | null,
  move: Move,
  isByLine: boolean,
): readonly unknown[] {
  // What is not about the file, and around it nothing is, has no place in it.
  const isFree = file === null;
  const moved = list.map((each) => (isFree && !mentions(each, move.path) ? each : walk(each, file, move)));
  if (moved.every((each, index) => each === list[index])) return list;
  if (isByLine) return moved;
  for (let index = 1; index < list.length; index++) {
    const [a, b] = [list[index - 1], list[index]];
    if (typeof a !== 'string' || typeof b !== 'string') continue;
    const order = byCodeUnit(moved[index - 1] as string, moved[index] as string);
    if (Math.sign(byCodeUnit(a, b)) !== Math.sign(order)) throw new Unmovable();
  }
  return moved;
}

function movedMap(map: ReadonlyMap<unknown, unknown>, file: string | null, move: Move): unknown {
  const entries = [...map].map(([key, value]): [unknown, unknown] => [
    walk(key, file, move),
    walk(value, file, move),
  ]);
  const isSame = entries.every(([key, value]) => map.get(key) === value && map.has(key));
  return isSame ? map : new Map(entries);
}
