import { isDeepStrictEqual } from 'node:util';
import { sortedUnique } from '../../lib/ordered.ts';
import { unresolvedImports } from '../discover/dependencies.ts';
import type { Program } from '../discover/program.ts';
import { roleByName } from '../discover/role-by-name.ts';
import { type WiringImports, wiringImports, wiringModules } from '../discover/routes/wiring-modules.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import type { Trail } from './trail.ts';

/**
 * Whether the imports of a module mean the same to all that looks at those of all modules: which packages are used and what leads
 * nowhere, what starts a program, in which order its modules are loaded.
 */
export function hasSameImports(
  before: SourceModule,
  after: SourceModule,
  { resolver }: Pick<Program, 'resolver'>,
  trail: Trail,
): boolean {
  const [old, now] = [before, after].map((module) => outsideImports(module, resolver));
  if (!isDeepStrictEqual(old, now)) return false;
  const entryPackages = new Set(trail.entryPackages);
  const [was, is] = [before, after].map((module) => {
    const { usesFramework, targets } = wiringImports(module, resolver, entryPackages);
    return { usesFramework, targets: [...new Map(targets.map((each) => [each.join(), each])).values()] };
  });
  if (isDeepStrictEqual(was, is) || roleByName(after.path) === 'test') return true;
  const known = new Map(JSON.parse(trail.imports) as readonly (readonly [string, WiringImports])[]);
  const importsNow = new Map([...known, [after.path, wiringImports(after, resolver, entryPackages)]]);
  const files = [...known.keys()];
  const targetsOf = (imports: ReadonlyMap<string, WiringImports>) =>
    new Set([...imports.values()].flatMap(({ targets }) => targets.map(([path]) => path)));
  return (
    isDeepStrictEqual(targetsOf(known), targetsOf(importsNow)) &&
    isDeepStrictEqual(
      wiringModules(files, (file) => known.get(file)),
      wiringModules(files, (file) => importsNow.get(file)),
    )
  );
}

/** What imports lead to outside of the modules: all of it, and what is used of it at run time; files above the root as often as they come. */
function outsideImports(module: SourceModule, resolver: Program['resolver']): unknown {
  const { path, record } = module;
  const unresolved = unresolvedImports({ modules: new Map([[path, module]]), resolver });
  const others = record.imports.flatMap(({ specifier, isTypeOnly, names }) => {
    const resolution = resolver.resolve(path, specifier);
    if (resolution.kind === 'module') return [];
    return [
      { what: JSON.stringify(resolution), kind: resolution.kind, isUsed: !isTypeOnly && names.length > 0 },
    ];
  });
  return [
    unresolved.map(({ specifier, reason }) => [specifier, reason]),
    others.flatMap(({ what, kind }) => (kind === 'file' ? [what] : [])),
    sortedUnique(others.map(({ what }) => what)),
    [...new Set(others.flatMap(({ what, isUsed }) => (isUsed ? [what] : [])))],
  ];
}
