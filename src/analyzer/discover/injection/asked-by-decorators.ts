import { returnedBy } from '../shapes/result-shapes.ts';
import type { Place } from '../shapes/shaper.ts';
import type { ClassCode, Expression } from '../source/code.ts';
import type { Asked } from './consumers.ts';
import type { Search, Token } from './container.ts';
import { type Decorator, decoratorsOf } from './decorators.ts';

export interface DecoratorRules {
  readonly isOf: (packageName: string) => boolean;
  /** Decorators of a parameter or property that inject. */
  readonly one: ReadonlySet<string>;
  /** Those that inject all that a token has, as a list. */
  readonly all: ReadonlySet<string>;
}

/** What a parameter or property asks for by the decorators of a container's packages. */
export function askedByDecorators(
  search: Search,
  { isOf, one, all }: DecoratorRules,
  decorators: readonly Expression[],
  file: string,
): Asked | null {
  for (const decorator of decoratorsOf(search.program, file, decorators)) {
    if (!isOf(decorator.package) || !(one.has(decorator.name) || all.has(decorator.name))) continue;
    const [token] = decorator.arguments;
    return {
      tokens: token ? tokensAt(search, token, decorator.file) : [],
      isList: all.has(decorator.name),
    };
  }
  return null;
}

/** Tokens written at the top of a file; those behind a function that puts them off: `() => Orders`, `delay(() => Orders)`. */
export function tokensAt(search: Search, token: Expression, file: string): readonly Token[] {
  const put = token.kind === 'call' ? token.arguments[0] : token;
  if (put?.kind === 'function')
    return returnedBy(put.code).flatMap((each) => search.tokensOf(each, { file, code: put.code }));
  const code = search.program.modules.get(file)?.code;
  return code ? search.tokensOf(token, { file, code }) : [];
}

/** Classes of the application with a decorator of a container's packages, each with those decorators. */
export function decoratedClasses(
  { program }: Search,
  isOf: (packageName: string) => boolean,
): { readonly code: ClassCode; readonly place: Place; readonly decorators: readonly Decorator[] }[] {
  return program.application.flatMap(({ path: file, classes, code: top }) =>
    classes.flatMap((code) => {
      const decorators = decoratorsOf(program, file, code.decorators).filter((each) => isOf(each.package));
      return decorators.length > 0 ? [{ code, place: { file, code: top }, decorators }] : [];
    }),
  );
}
