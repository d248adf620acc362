import type { Machine } from '../../evaluate/machine.ts';
import { type ClassValue, optionsOf, type Value } from '../../evaluate/value.ts';
import {
  type DecoratedMember,
  decoratedMembers,
  type Decoration,
  decorationsOfClass,
  inheritedDecorations,
} from '../decorations.ts';
import type { Handler } from '../handler.ts';
import { toPaths } from '../route-path.ts';
import type { RoutePath } from '../router.ts';
import { crudRoutes } from './crud.ts';
import { middlewareOf } from './middleware-of.ts';

/** One method of a controller that answers requests, before prefixes. */
export interface ControllerRoute {
  readonly handler: Handler;
  /** Names of guards, interceptors and pipes, see `middlewareOf`. */
  readonly middleware: string[];
  /** In the file of the controller: of the method, or of the class for one that it inherits. */
  readonly line: number;
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

/**
 * The routes of a controller, those of its base classes and of `@Crud` included; null for a class that is none.
 *
 * Decorators are applied from the last to the first, and a method holds one path: the first decorator counts.
 */
export function readController(machine: Machine, type: ClassValue): ControllerRoute[] | null {
  const own = decorationsOfClass(machine, type);
  const found = own.find(({ name, package: from }) => name === 'Controller' && from === nestCommon);
  if (!found) return null;
  const { paths: outer, version } = optionsOfController(found);
  const under = (inner: readonly RoutePath[]) =>
    inner.flatMap((each) => outer.map((controller) => ({ controller, method: each })));
  const members = decoratedMembers(machine, type);
  const ofClass = inheritedDecorations(machine, type);
  const handled = (name: string, at: DecoratedMember | null) => ({
    handler: { name: `${type.code.name}.${name}`, functions: at?.member.code ? [at.member.code] : [] },
    middleware: middlewareOf(ofClass, at?.decorations ?? []),
    line: at && at.file === type.frame.file ? at.member.line : type.code.line,
  });
  const written = members.flatMap((each): ControllerRoute[] => {
    const ofNest = each.decorations.filter(({ package: from }) => from === nestCommon);
    const mapping = ofNest.find(({ name }) => Object.hasOwn(methods, name));
    if (!mapping) return [];
    const ownVersion = ofNest.find(({ name }) => name === 'Version')?.args[0];
    const method = methods[mapping.name] ?? '';
    const paths = under(toPaths(mapping.args[0]));
    return [{ ...handled(each.member.name, each), method, paths, version: ownVersion ?? version }];
  });
  const generated = crudRoutes(own, members).map(
    ({ method, path, name, member }): ControllerRoute => ({
      ...handled(name, member),
      method,
      paths: under([{ path, confidence: 1 }]),
      version,
    }),
  );
  return [...written, ...generated];
}

const nestCommon = '@nestjs/common';

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
