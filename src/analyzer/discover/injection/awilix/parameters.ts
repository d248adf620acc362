import { withBases } from '../../shapes/member-shapes.ts';
import type { FunctionCode, MemberExpression, Variable } from '../../source/code.ts';
import { expressionsIn, expressionsOf, stepsIn } from '../../source/walk-code.ts';
import type { Given, Injection, Search, Token } from '../container.ts';
import { textToken } from '../token.ts';

/** The function whose parameters a container fills to make something: a constructor, also an inherited one, or a function. */
export function makerOf(
  { shaper }: Search,
  { expression, place }: Given,
): { code: FunctionCode; file: string } | null {
  const made = expression.kind === 'call' ? expression.callee : expression;
  if (made.kind === 'function') return { code: made.code, file: place.file };
  if (made.kind !== 'class') return null;
  for (const { code, file } of withBases(shaper, { kind: 'class', code: made.code, file: place.file }))
    if (code?.construct) return { code: code.construct, file };
  return null;
}

/** Parameters that are injected by their own names. */
export function byNames(code: FunctionCode, file: string): Injection[] {
  return code.parameters.flatMap(({ variable }) =>
    variable.name === '' ? [] : [asked(file, variable.line, variable.name, variable.type ?? variable)],
  );
}

/** What is taken from the first parameter, which holds everything that is registered: `({ orders })`, `deps.orders`. */
export function byMembers(code: FunctionCode, file: string): Injection[] {
  const [first] = code.parameters;
  if (!first) return [];
  return membersTaken(code, first.variable).map((member) =>
    asked(file, member.line, member.property, member),
  );
}

function asked(file: string, line: number, name: string, key: object): Injection {
  const tokens: Token[] = [textToken(name)];
  return { file, line, tokens, key, isNamed: false, isList: false, scopes: [] };
}

type NamedMember = MemberExpression & { readonly property: string };

function membersTaken(code: FunctionCode, variable: Variable): NamedMember[] {
  const found = new Set<NamedMember>();
  const open = [code];
  for (let next = open.pop(); next; next = open.pop()) {
    open.push(...next.nested);
    for (const step of stepsIn(next.steps)) {
      for (const outer of expressionsOf(step)) {
        for (const each of expressionsIn(outer)) if (isTakenFrom(each, variable)) found.add(each);
      }
    }
  }
  return [...found];
}

function isTakenFrom(expression: { readonly kind: string }, variable: Variable): expression is NamedMember {
  const { kind, object, property } = expression as MemberExpression;
  return (
    kind === 'member' &&
    typeof property === 'string' &&
    object.kind === 'name' &&
    object.variable === variable
  );
}
