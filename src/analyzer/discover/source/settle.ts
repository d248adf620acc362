import type { ClassCode, FunctionCode, Member, Variable } from './code.ts';

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const none: readonly never[] = Object.freeze([]);
const nothing = new Map<string, never>();

/** The same map, one for all that are empty and stay so. */
export function settledMap<T>(map: Map<string, T>): Map<string, T> {
  return map.size === 0 ? nothing : map;
}

/**
 * The same items in a list without room to grow: a list that was filled one by one keeps room for some sixteen more, and
 * reduced code is mostly short lists. Lists that stay empty are one.
 */
export function exact<T>(list: readonly T[]): T[] {
  return list.length === 0 ? (none as readonly T[] as T[]) : list.slice();
}

/** The results for each item, as `exact` keeps them. */
export function exactMap<T, R>(list: readonly T[], toResult: (item: T) => R): R[] {
  return list.length === 0 ? (none as readonly R[] as R[]) : list.map((each) => toResult(each));
}

/** Gives back the room of lists that do not grow any more. */
export function settleVariable(variable: Writable<Variable>): void {
  variable.values = exact(variable.values);
}

export function settleFunction(code: Writable<FunctionCode>): void {
  code.parameters = exact(code.parameters);
  code.steps = exact(code.steps);
  code.nested = exact(code.nested);
  code.calls = exact(code.calls);
  code.dropped = exact(code.dropped);
  code.templates = exact(code.templates);
  code.uses = exact(code.uses);
}

export function settleClass(code: Writable<ClassCode>): void {
  for (const member of code.members.values()) settleMember(member);
  for (const member of code.statics.values()) settleMember(member);
  code.members = settledMap(code.members);
  code.statics = settledMap(code.statics);
}

function settleMember(member: Writable<Member>): void {
  member.values = exact(member.values);
}

/**
 * A short part of the source as a text of its own: what `slice` gives may keep the whole source alive.
 */
export function detached(text: string): string {
  return [text.slice(0, 1), text.slice(1)].join('');
}
