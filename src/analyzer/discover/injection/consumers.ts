import type { ClassCode, Expression, FunctionCode, TypeCode } from '../source/code.ts';
import type { Injection, Search, Token } from './container.ts';

/** What a parameter or property asks for by its decorators; null when they say nothing. */
export interface Asked {
  readonly tokens: readonly Token[];
  readonly isList: boolean;
  /** Whether the token only says what it is about, as an entity does for its repository. */
  readonly isAbout?: boolean;
}

export interface ConsumerRules {
  /** What decorators of a parameter or property ask for; with no tokens it asks for its type. */
  readonly askedBy: (decorators: readonly Expression[], file: string) => Asked | null;
  /** Whether the container makes a class, so that its constructor's parameters are injected by type. */
  readonly isMade: (type: ClassCode, file: string) => boolean;
  readonly scopesOf?: (type: ClassCode) => readonly object[];
}

/** What the classes of the application ask a container for, in constructors, properties and methods. */
export function consumersOf(search: Search, rules: ConsumerRules): Injection[] {
  return search.program.application.flatMap(({ path: file, classes }) =>
    classes.flatMap((code) => injectionsOf(search, rules, code, file)),
  );
}

function injectionsOf(search: Search, rules: ConsumerRules, code: ClassCode, file: string): Injection[] {
  const isMade = rules.isMade(code, file);
  const scopes = rules.scopesOf?.(code) ?? [];
  const inject = (
    asked: Asked | null,
    type: TypeCode | null,
    key: object | null,
    line: number,
  ): Injection[] => {
    const isNamed = (asked?.tokens.length ?? 0) > 0;
    const tokens = asked && isNamed ? asked.tokens : tokensOfType(search, type, file);
    const { isList = false, isAbout = false } = asked ?? {};
    return tokens.length > 0
      ? [{ file, line, tokens, key: isAbout ? null : key, isNamed, isList, scopes }]
      : [];
  };
  const ofParameters = (method: FunctionCode, isByType: boolean): Injection[] =>
    method.parameters.flatMap(({ variable, decorators }) => {
      const asked = decorators.length > 0 ? rules.askedBy(decorators, file) : null;
      const { type, line } = variable;
      return asked || isByType ? inject(asked, type, type ?? variable, line) : [];
    });
  const own = code.construct ? ofParameters(code.construct, isMade) : [];
  for (const member of [...code.members.values(), ...code.statics.values()]) {
    const { decorators, type, line, code: method } = member;
    if (method) own.push(...ofParameters(method, false));
    else if (decorators.length > 0) {
      const asked = rules.askedBy(decorators, file);
      if (asked) own.push(...inject(asked, type, type ?? member, line));
    }
  }
  return own;
}

/** Classes that a type names: what a container goes by that reads types at run time. */
function tokensOfType({ shaper }: Search, type: TypeCode | null, file: string): Token[] {
  if (type?.kind !== 'reference' && type?.kind !== 'several') return [];
  return shaper.ofType(type, file).flatMap((shape) => (shape.kind === 'instance' ? [shape.code] : []));
}
