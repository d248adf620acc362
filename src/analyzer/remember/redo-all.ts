import { decodeSource, type Project } from '../../project/index.ts';
import { leastLines } from '../discover/parts/discover-parts.ts';
import { roleByName } from '../discover/role-by-name.ts';
import { readModule } from '../discover/source/read-modules.ts';
import type { FunctionCode } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import type { Facts } from '../facts.ts';
import type { ChangedText } from './changed-text.ts';
import { nodesOf } from './code-names.ts';
import { AllModulesNeeded } from './lazy-modules.ts';
import { movePlaces } from './move-places.ts';
import { redo } from './redo.ts';
import { type Former, GoneCode } from './named-code.ts';
import { openSurroundings } from './surroundings.ts';
import type { Trail } from './trail.ts';

/** The facts with the lengths of files, and the places of those that say the same; null when that decides about more. */
export function placed(facts: Facts, texts: readonly ChangedText[]): Facts | null {
  const lengths = new Map(texts.map(({ after }) => [after.path, after.lines]));
  const modules = facts.modules.map((each) => ({ ...each, lines: lengths.get(each.path) ?? each.lines }));
  const isOfApplication = ({ path }: { readonly path: string }) => roleByName(path) !== 'test';
  if (leastLines(modules.filter(isOfApplication)) !== leastLines(facts.modules.filter(isOfApplication)))
    return null;
  let result: Facts | null = { ...facts, modules };
  for (const { after, moved } of texts) {
    const isMoved = moved && [...moved].some(([from, to]) => from !== to);
    if (isMoved) result = result && movePlaces(result, after.path, moved);
  }
  return result;
}

interface RedoSources {
  readonly project: Project;
  readonly trail: Trail;
  /** The content of a file that is what it was. */
  readonly bytesOf: (path: string) => Buffer | null;
}

/** Facts after changes of the bodies of functions, see `redo`. */
export async function redoAll(
  facts: Facts,
  texts: readonly ChangedText[],
  { project, trail, bytesOf }: RedoSources,
): Promise<Facts | null> {
  const changed = new Map(texts.map((each) => [each.after.path, each]));
  const read = (path: string): SourceModule => {
    const known = changed.get(path)?.after;
    if (known) return known;
    const bytes = bytesOf(path);
    const decoded = bytes ? decodeSource(bytes) : 'binary';
    const module = decoded === 'binary' ? null : readModule(path, decoded.text, []);
    if (!module) throw new AllModulesNeeded();
    return module;
  };
  const formerly = (path: string): Former | null => {
    const text = changed.get(path);
    if (!text?.change) return null;
    const { counterpartOf } = text.change;
    return {
      functions: text.before.functions.map((code) => counterpartOf(code) as FunctionCode | undefined),
      nodes: () => nodesOf(text.before).map(counterpartOf),
    };
  };
  const paths = facts.modules.map(({ path }) => path);
  const surroundings = openSurroundings({ project, trail, paths, read, formerly });
  let result: Facts | null = facts;
  try {
    // From here on their functions have names.
    for (const { after } of texts) surroundings.program.modules.get(after.path);
    for (const { before, after, change } of texts) {
      if (!change) continue;
      result = result && (await redo(result, { before, after, change }, surroundings, trail));
    }
    return result;
  } catch (error) {
    if (error instanceof AllModulesNeeded || error instanceof GoneCode) return null;
    throw error;
  }
}
