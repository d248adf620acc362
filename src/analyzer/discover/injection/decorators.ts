import type { Linker } from '../link/linker.ts';
import type { Program } from '../program.ts';
import { returnedBy } from '../shapes/result-shapes.ts';
import type { Expression } from '../source/code.ts';

/** A decorator of a package with the arguments that it is given, and the file that they stand in. */
export interface Decorator {
  readonly package: string;
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly file: string;
}

const maxFollowed = 4;

/** The decorators of packages among some; one that the project makes of another counts as the other. */
export function decoratorsOf(
  program: Program,
  file: string,
  expressions: readonly Expression[],
  depth = 0,
): Decorator[] {
  return expressions.flatMap((expression) => {
    const callee = expression.kind === 'call' ? expression.callee : expression;
    const args = expression.kind === 'call' ? expression.arguments : [];
    const found = nameOf(program.linker, file, callee);
    if (found) return [{ ...found, arguments: args, file }];
    return depth < maxFollowed ? madeBy(program, file, callee, depth) : [];
  });
}

/** `Router` of `express`, also as `express.Router`. */
function nameOf(
  linker: Linker,
  file: string,
  callee: Expression,
): { readonly package: string; readonly name: string } | null {
  const root = callee.kind === 'member' ? callee.object : callee;
  if (root.kind !== 'name' || !root.variable?.origin) return null;
  const { specifier, imported } = root.variable.origin;
  const definition = linker.imported(file, specifier, imported);
  if (definition?.kind !== 'external') return null;
  const name = callee.kind === 'member' ? callee.property : definition.name;
  return typeof name === 'string' ? { package: definition.package, name } : null;
}

/** `const InjectOrders = () => Inject(ORDERS)`. */
function madeBy(
  { linker, modules, ...program }: Program,
  file: string,
  callee: Expression,
  depth: number,
): Decorator[] {
  const variable = callee.kind === 'name' ? callee.variable : null;
  const { origin } = variable ?? {};
  const definition = origin ? linker.imported(file, origin.specifier, origin.imported) : null;
  const place = definition?.kind === 'declaration' ? definition.file : file;
  const target =
    definition?.kind === 'declaration' ? modules.get(place)?.variables.get(definition.name) : variable;
  return (target?.values ?? []).flatMap((value) =>
    decoratorsOf(
      { linker, modules, ...program },
      place,
      value.kind === 'function' ? returnedBy(value.code) : [value],
      depth + 1,
    ),
  );
}
