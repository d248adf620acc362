import type { CallExpression, FunctionCode } from '../source/code.ts';
import type { Place } from '../shapes/shaper.ts';
import { innermostName } from './callee.ts';
import type { EntitySources } from './discoverer.ts';

export interface CallSite {
  readonly node: CallExpression;
  readonly place: Place;
}

const maxSites = 500;

/** Says where a function is called, or the class of a constructor is made or extended; at most 500 candidates. */
export function callSites(sources: EntitySources): (code: FunctionCode) => readonly CallSite[] {
  let index: ReadonlyMap<string, readonly CallSite[]> | null = null;
  const known = new Map<FunctionCode, readonly CallSite[]>();
  return (code) => {
    const found = known.get(code);
    if (found) return found;
    index ??= indexCalls(sources);
    const sites = sitesOf(sources, index, code);
    known.set(code, sites);
    return sites;
  };
}

/** Calls by the last name of what is called; `super` for base constructors. */
function indexCalls({ application }: EntitySources): Map<string, CallSite[]> {
  const index = new Map<string, CallSite[]>();
  for (const { path: file, functions } of application) {
    for (const code of functions) {
      for (const node of code.calls) {
        const name = node.callee.kind === 'super' ? 'super' : innermostName(node.callee);
        const site = { node, place: { file, code } };
        const same = index.get(name);
        if (same) same.push(site);
        else index.set(name, [site]);
      }
    }
  }
  return index;
}

function sitesOf(
  { shaper, soughtCalls }: EntitySources,
  index: ReadonlyMap<string, readonly CallSite[]>,
  code: FunctionCode,
): readonly CallSite[] {
  const type = code.self?.construct === code ? code.self : null;
  const named = (name: string) => {
    soughtCalls.add(name);
    return (index.get(name) ?? []).slice(0, maxSites);
  };
  if (!type) {
    const name = code.name.slice(code.name.lastIndexOf('.') + 1);
    return named(name).filter(({ node, place }) =>
      shaper
        .ofExpression(node.callee, place)
        .some((shape) => shape.kind === 'function' && shape.code === code),
    );
  }
  const isType = (expression: CallExpression['callee'], place: Place) =>
    shaper.ofExpression(expression, place).some((shape) => shape.kind === 'class' && shape.code === type);
  const heirs = named('super').filter(({ node, place: { file, code: inner } }) => {
    const base = node.callee.kind === 'super' ? inner.self?.base : null;
    return base ? isType(base, { file, code: inner }) : false;
  });
  return [
    ...heirs,
    ...named(type.name).filter(({ node, place }) => node.isNew && isType(node.callee, place)),
  ];
}
