import type { Machine } from '../../evaluate/machine.ts';
import { type ClassValue, optionsOf, type Value } from '../../evaluate/value.ts';
import type { Member } from '../../source/code.ts';
import { toPaths } from '../route-path.ts';
import type { RoutePath } from '../router.ts';
import { decoratedMembers, type Decoration, decorationsOfClass } from '../decorations.ts';

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

/** The routes of a controller, those of its base classes included; null for a class that is none. */
export function readController(machine: Machine, type: ClassValue): ControllerRoute[] | null {
  const controller = decorationsOfClass(machine, type).find(({ name }) => name === 'Controller');
  if (!controller) return null;
  const { paths, version } = optionsOfController(controller);
  return decoratedMembers(machine, type).flatMap(({ member, file, decorations }) => {
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
