import { BanyanError, type Problem } from '../../../errors/banyan-error.ts';
import { byCodeUnit } from '../../../lib/ordered.ts';
import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Pin } from '../../../model/pins.ts';
import type { ModuleFact } from '../../facts.ts';
import { findContradictions } from './contradictions.ts';
import type { MeantPin } from './meant-pin.ts';
import { pathsMeantBy } from '../../../lib/path-patterns.ts';

/** What the team wants, by module. */
export interface Wishes {
  readonly pins: readonly MeantPin[];
  /** No part of the application. */
  readonly ignored: ReadonlySet<string>;
  readonly shared: ReadonlySet<string>;
  /** Modules that are in one context, whatever would set them aside. */
  readonly placed: ReadonlySet<string>;
  /** Modules that are where they are without pins: nothing else is said about them. */
  readonly staying: ReadonlySet<string>;
  readonly together: readonly (readonly string[])[];
  /** Of each rule the side of each module. */
  readonly apart: readonly ReadonlyMap<string, number>[];
  /** Id of the context that a module is pinned to. */
  readonly contextOf: ReadonlyMap<string, string>;
  /** Old id by new id. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Owners by context id. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What pins mean for the modules of a project. Tests follow what they test, so only `pin` and `ignore` mean them.
 *
 * Throws `CONFIG_INVALID` with every contradiction between the pins.
 */
export function resolvePins(
  pins: readonly Pin[],
  modules: readonly Pick<ModuleFact, 'path' | 'role'>[],
): Wishes {
  const pathsOf = (roles: readonly ModuleFact['role'][]) =>
    modules.filter(({ role }) => roles.includes(role)).map(({ path }) => path);
  const production = pathsOf(['domain', 'composition-root']);
  const withTests = pathsOf(['domain', 'composition-root', 'test']);
  const diagnostics: Diagnostic[] = [];
  const meant = pins.map((pin): MeantPin => {
    const paths = pin.kind === 'pin' || pin.kind === 'ignore' ? withTests : production;
    const found = pin.groups.map((group) => pathsMeantBy(group, paths));
    for (const pattern of found.flatMap(({ idle }) => idle)) diagnostics.push(meansNothing(pin, pattern));
    return { ...pin, modules: found.map(({ meant }) => [...meant].sort(byCodeUnit)) };
  });
  refuse(findContradictions(meant));
  const ofKind = (kind: Pin['kind']) => meant.filter((pin) => pin.kind === kind);
  const modulesOf = (kind: Pin['kind']) => ofKind(kind).flatMap((pin) => pin.modules.flat());
  const moving = new Set(meant.flatMap((pin) => (pin.kind === 'stay' ? [] : pin.modules.flat())));
  return {
    pins: meant,
    ignored: new Set(modulesOf('ignore')),
    shared: new Set(modulesOf('shared')),
    placed: new Set([...modulesOf('together'), ...modulesOf('pin')]),
    staying: new Set(modulesOf('stay').filter((path) => !moving.has(path))),
    together: ofKind('together').map((pin) => pin.modules.flat()),
    apart: ofKind('apart').map(
      (pin) => new Map(pin.modules.flatMap((group, side) => group.map((path) => [path, side] as const))),
    ),
    contextOf: new Map(
      ofKind('pin').flatMap((pin) =>
        pin.modules.flat().map((path) => [path, pin.context as string] as const),
      ),
    ),
    renamed: new Map(ofKind('rename').map((pin) => [pin.names[0] as string, pin.context as string])),
    owners: ownersBy(ofKind('owner')),
    diagnostics,
  };
}

/** The wishes of a team that has none. */
export const noWishes: Wishes = resolvePins([], []);

function ownersBy(pins: readonly Pin[]): Map<string, string[]> {
  const owners = new Map<string, string[]>();
  for (const { context, names } of pins)
    if (context !== null) owners.set(context, [...(owners.get(context) ?? []), ...names]);
  return owners;
}

function meansNothing({ kind, at }: Pin, pattern: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'PIN_MEANS_NOTHING',
    message: `the pin \`${kind}\` names ${pattern}, and no module is called so that it can apply to`,
    ...locationOf(at),
  };
}

/** The place as a location; none where a pin does not come from a file. */
export function locationOf(at: string): Pick<Diagnostic, 'location'> {
  const [, path, line] = /^(.+):(\d+)$/.exec(at) ?? [];
  return path === undefined ? {} : { location: { path, line: Number(line) } };
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const count =
    problems.length === 1 ? 'contradict each other' : `contradict each other in ${problems.length} places`;
  throw new BanyanError('CONFIG_INVALID', `The pins ${count}`, { problems, maxProblems: 50 });
}
