import type { Machine } from '../evaluate/machine.ts';
import { survives } from '../evaluate/survives.ts';
import type { Value } from '../evaluate/value.ts';
import type { Program } from '../program.ts';
import type { Shaper } from '../shapes/shaper.ts';
import type { ClassCode } from '../source/code.ts';
import type { Container, Given, Injection, Provision, Search, Token, Wiring } from './container.ts';
import { instanceOf } from './given.ts';
import { containers } from './registry.ts';
import { textToken, tokensOfValue } from './token.ts';

/** A place that something is injected into, with all that it may be. */
export interface Injected {
  readonly injection: Injection;
  readonly candidates: readonly Given[];
}

export interface FoundInjection {
  /** Names of the containers that wire something. */
  readonly containers: readonly string[];
  /** Names of all that the project uses. */
  readonly used: readonly string[];
  readonly injected: readonly Injected[];
}

/** Reads the wiring of every container that the project uses, and what it injects where. */
export function discoverInjection(program: Program, machine: Machine, shaper: Shaper): FoundInjection {
  const used = containers.filter((each) => each.applies(program.packages));
  const search = searchOf(program, machine, shaper);
  const files = used.length > 0 ? filesOfClasses(program) : new Map<object, string>();
  const found = used.map((each: Container) => resolve(each.find(search), files));
  return {
    containers: used.flatMap(({ name }, index) => ((found[index]?.length ?? 0) > 0 ? [name] : [])),
    used: used.map(({ name }) => name),
    injected: found.flat(),
  };
}

function searchOf(program: Program, machine: Machine, shaper: Shaper): Search {
  const valueOf: Search['valueOf'] = (expression, file) => {
    let value: Value | null = null;
    survives(machine, () => (value = machine.evaluate(machine.loadModule(file), expression)));
    return value;
  };
  return {
    program,
    machine,
    shaper,
    valueOf,
    tokensOf(expression, place) {
      const shapes = shaper.ofExpression(expression, place).flatMap((shape): Token[] => {
        if (shape.kind === 'class') return [shape.code];
        return shape.kind === 'text' ? [textToken(shape.value)] : [];
      });
      if (shapes.length > 0) return shapes;
      const value = valueOf(expression, place.file);
      return value ? tokensOfValue(value) : [];
    },
  };
}

function filesOfClasses({ application }: Program): Map<object, string> {
  return new Map(application.flatMap(({ path, classes }) => classes.map((code) => [code, path] as const)));
}

function resolve(
  { provisions, injections, visible }: Wiring,
  files: ReadonlyMap<object, string>,
): Injected[] {
  const byToken = new Map<Token, Provision[]>();
  for (const each of provisions) {
    const known = byToken.get(each.token);
    if (known) known.push(each);
    else byToken.set(each.token, [each]);
  }
  const inScope = (token: Token, scopes: readonly object[]): readonly Provision[] => {
    const all = byToken.get(token) ?? [];
    if (!visible || scopes.length === 0 || all.length < 2) return all;
    return [...new Set(scopes.flatMap((scope) => visible(all, scope)))];
  };
  const givenBy = (token: Token, injection: Injection, isNamed: boolean, depth: number): Given[] => {
    const found = inScope(token, injection.scopes);
    const file = files.get(token as object);
    if (found.length === 0 && isNamed && file !== undefined) return [instanceOf(token as ClassCode, file)];
    return found.flatMap(({ given, alias }) => {
      if (given) return [given];
      return alias && depth < maxAliases ? givenBy(alias, injection, true, depth + 1) : [];
    });
  };
  return injections.flatMap((injection) => {
    const all = injection.tokens.flatMap((token) => givenBy(token, injection, injection.isNamed, 0));
    const candidates = distinct(all);
    const isItself =
      !injection.isNamed && candidates.every((each) => injection.tokens.includes(codeOf(each)));
    return candidates.length === 0 || isItself ? [] : [{ injection, candidates }];
  });
}

const maxAliases = 8;

/** What is given by its code: two providers of one class give the same. */
function distinct(given: readonly Given[]): Given[] {
  return [...new Map(given.map((each) => [codeOf(each), each])).values()];
}

function codeOf({ expression }: Given): object {
  const made = expression.kind === 'call' ? expression.callee : expression;
  return made.kind === 'class' || made.kind === 'function' ? made.code : made;
}
