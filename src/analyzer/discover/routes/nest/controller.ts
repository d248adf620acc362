import type { Machine } from '../../evaluate/machine.ts';
import { baseOf } from '../../evaluate/members.ts';
import { type ClassValue, optionsOf, type Value } from '../../evaluate/value.ts';
import type { Member } from '../../source/code.ts';
import { toPaths } from '../route-path.ts';
import type { RoutePath } from '../router.ts';
import { decorationsOf, decorationsOfClass } from './decorations.ts';
import type { Decoration } from './nest-model.ts';

/** One method of a controller that answers requests, before prefixes. */
export interface ControllerRoute {
  readonly member: Member;
  /** Where the method is written: the file of a base class for an inherited one. */
  readonly file: string;
  readonly method: string;
  /** Path of the controller, then of the method. */
  readonly paths: readonly { readonly controller: RoutePath; readonly method: RoutePath }[];
  /** As given to `@Version` or the controller; undefined leaves it to the application. */
  readonly version: Value | undefined;
}

const methods: Readonly<Record<string, string>> = {
  Get: 'GET',
  Post: 'POST',
  Put: 'PUT',
  Patch: 'PATCH',
  Delete: 'DELETE',
  Options: 'OPTIONS',
  Head: 'HEAD',
  All: 'ALL',
  Search: 'SEARCH',
  Sse: 'GET',
};
const maxBases = 16;

/** The routes of a controller, those of its base classes included; null for a class that is none. */
export function readController(machine: Machine, type: ClassValue): ControllerRoute[] | null {
  const controller = decorationsOfClass(machine, type).find(({ name }) => name === 'Controller');
  if (!controller) return null;
  const { paths, version } = optionsOfController(controller);
  return [...membersOf(machine, type)].flatMap(({ member, file }) => {
    const decorations = decorationsOf(machine, file, member.decorators);
    const own = decorations.find(({ name }) => name === 'Version')?.args[0];
    return decorations.flatMap(({ name, args }): ControllerRoute[] => {
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
      if (method === undefined) return [];
      const combined = toPaths(args[0]).flatMap((inner) =>
        paths.map((outer) => ({ controller: outer, method: inner })),
      );
      return [{ member, file, method, paths: combined, version: own ?? version }];
    });
  });
}

/** `@Controller()`, `('orders')`, `(['a', 'b'])` or `({ path, version })`. */
function optionsOfController({ args }: Decoration): {
  paths: readonly RoutePath[];
  version: Value | undefined;
} {
  const [first] = args;
  if (first?.kind !== 'object') return { paths: toPaths(first), version: undefined };
  return { paths: toPaths(first.properties.get('path')), version: first.properties.get('version') };
}

/** Methods of a class and of its base classes; one that is overridden counts once. */
function* membersOf(machine: Machine, type: ClassValue): Generator<{ member: Member; file: string }> {
  const seen = new Set<string>();
  let place: ClassValue | null = type;
  for (let depth = 0; place && depth < maxBases; depth++) {
    for (const member of place.code.members.values()) {
      if (seen.has(member.name) || !member.code) continue;
      seen.add(member.name);
      yield { member, file: place.frame.file };
    }
    place = baseOf(machine, place);
  }
}

/** Versions as texts; null for a neutral one, which has no segment. */
export function versionsOf(value: Value | undefined): (string | null)[] {
  if (!value) return [];
  return optionsOf(value).flatMap((each): (string | null)[] => {
    if (each.kind === 'array') return each.items.flatMap(versionsOf);
    if (each.kind === 'text') return [each.value];
    if (each.kind === 'scalar' && typeof each.value === 'number') return [String(each.value)];
    return each.kind === 'external' && each.path.at(-1) === 'VERSION_NEUTRAL' ? [null] : [];
  });
}
