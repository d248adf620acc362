import type { Machine } from '../evaluate/machine.ts';
import type { Value } from '../evaluate/value.ts';
import type { Program } from '../program.ts';
import type { Expression } from '../source/code.ts';
import type { Place, Shaper } from '../shapes/shaper.ts';

/** A dependency injection container whose wiring is known; one file and one line in the registry each. */
export interface Container {
  readonly name: string;
  /** Whether the project uses it, by the packages that its files import. */
  applies(packages: ReadonlySet<string>): boolean;
  find(search: Search): Wiring;
}

/** What a container may ask of the code base while its wiring is read. */
export interface Search {
  readonly program: Program;
  readonly machine: Machine;
  /** Knows nothing of injection yet. */
  readonly shaper: Shaper;
  /** What an expression gives at the top of its file; null when that cannot be followed. */
  readonly valueOf: (expression: Expression, file: string) => Value | null;
  /** What an expression names as a token; several when it depends. */
  readonly tokensOf: (expression: Expression, place: Place) => readonly Token[];
}

/**
 * What stands for a provider: a class, an object such as a symbol, or a text. Two tokens are the same when they are
 * equal; texts start with a quote, names of packages do not.
 */
export type Token = object | string;

/** An expression with the place that it stands in: what a token gives, worked out when it is asked for. */
export interface Given {
  readonly expression: Expression;
  readonly place: Place;
}

/** A line of the wiring: a token gives something, or what another token gives. */
export interface Provision {
  readonly token: Token;
  readonly given: Given | null;
  readonly alias: Token | null;
  /** What may see it, such as a Nest module; null for everything. */
  readonly scope: object | null;
  readonly file: string;
  readonly line: number;
}

/** A place that asks for a token. */
export interface Injection {
  readonly file: string;
  readonly line: number;
  readonly tokens: readonly Token[];
  /** The type annotation, variable, member or call that is what is injected; null for a place that only depends on it. */
  readonly key: object | null;
  /** Whether the place names the token itself, so that a class that nothing provides otherwise stands for itself. */
  readonly isNamed: boolean;
  /** Takes all that the token gives, as a list. */
  readonly isList: boolean;
  /** Scopes that the place belongs to. */
  readonly scopes: readonly object[];
}

export interface Wiring {
  readonly provisions: readonly Provision[];
  readonly injections: readonly Injection[];
  /** Of the provisions of a token, those that a scope sees; all of them when absent. */
  readonly visible?: (provisions: readonly Provision[], scope: object) => readonly Provision[];
}
