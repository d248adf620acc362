import type { ClassCode, Expression, FunctionCode, Variable } from '../source/code.ts';
import { withBases } from '../shapes/member-shapes.ts';
import type { Place } from '../shapes/shaper.ts';
import { holeMark } from '../sql/statement.ts';
import { callSites, type CallSite } from './call-sites.ts';
import type { AccessNode, EntitySources } from './discoverer.ts';
import { textsOf } from './written-text.ts';

/** A name of a table and the place that chooses it. */
export interface NamedTable {
  readonly text: string;
  readonly place: Place;
  readonly node: AccessNode;
}

/** A parameter that holds a table name, and the class that a constructor was asked for. */
interface NameParameter {
  readonly owner: FunctionCode;
  readonly index: number;
  readonly heir: ClassCode | null;
}

const maxHops = 3;

/**
 * Says which tables an expression names. Where that is a parameter, the callers that give it are the ones who use the
 * table; in a class whose base keeps the name, what the class gives its base. `holeMark` where nobody says it.
 */
export function tableNames(
  sources: EntitySources,
): (expression: Expression, place: Place, node: AccessNode) => readonly NamedTable[] {
  const sitesOf = callSites(sources);
  const named = (expression: Expression, place: Place, node: AccessNode, hops: number): NamedTable[] => {
    const texts = textsOf(sources, expression, place);
    const known = texts.filter((text) => text !== holeMark).map((text) => ({ text, place, node }));
    if (known.length > 0 || hops >= maxHops)
      return known.length > 0 ? known : [{ text: holeMark, place, node }];
    const parameter = parameterOf(sources, expression, place);
    const given = parameter ? givenTo(parameter, place, node, hops) : [];
    return given.length > 0 ? given : [{ text: holeMark, place, node }];
  };
  const givenTo = ({ owner, index, heir }: NameParameter, place: Place, node: AccessNode, hops: number) => {
    const sites = sitesOf(owner);
    const own = heir && sites.find((site) => site.place.code.self === heir);
    const from = (site: CallSite) => {
      const argument = site.node.arguments[index];
      return argument ? named(argument, site.place, site.node, hops + 1) : [];
    };
    if (own) return from(own).map(({ text }) => ({ text, place, node }));
    return sites.flatMap(from).filter(({ text }) => text !== holeMark);
  };
  return (expression, place, node) => named(expression, place, node, 0);
}

function parameterOf(sources: EntitySources, expression: Expression, place: Place): NameParameter | null {
  if (expression.kind === 'name') return parameterNamed(expression.variable, null);
  const isOwn = expression.kind === 'member' && expression.object.kind === 'this';
  const { self } = place.code;
  if (!isOwn || typeof expression.property !== 'string' || !self) return null;
  for (const { code } of withBases(sources.shaper, { kind: 'instance', code: self, file: place.file })) {
    const [value] = code?.members.get(expression.property)?.values ?? [];
    if (value?.kind === 'name') return parameterNamed(value.variable, code === self ? null : self);
  }
  return null;
}

function parameterNamed(variable: Variable | null, heir: ClassCode | null): NameParameter | null {
  if (!variable || variable.isTopLevel) return null;
  const index = variable.owner.parameters.findIndex((each) => each.variable === variable && !each.isRest);
  return index < 0 ? null : { owner: variable.owner, index, heir };
}
