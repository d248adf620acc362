import type { RouteConfig } from '../config/proxy-schema.ts';
import type { WrittenCondition } from '../config/sections/route-conditions.ts';
import { compilePattern } from '../lib/linear-pattern/linear-pattern.ts';
import type { Condition, ValueTest } from './routing/condition.ts';

/** The conditions of a valid route. */
export function routeConditions({ headers = [], query = [], cookies = [] }: RouteConfig): Condition[] {
  return [
    ...headers.map((written) => condition('header', written.name.toLowerCase(), written)),
    ...query.map((written) => condition('query', written.name, written)),
    ...cookies.map((written) => condition('cookie', written.name, written)),
  ];
}

function condition(of: Condition['of'], name: string, written: WrittenCondition): Condition {
  return { of, name, test: valueTest(written) };
}

function valueTest({ value, pattern, present }: WrittenCondition): ValueTest {
  if (value !== undefined) return { kind: 'is', value };
  if (pattern === undefined) return { kind: present === true ? 'present' : 'absent' };
  const compiled = compilePattern(pattern, { ignoreCase: false });
  if (!compiled.ok) throw new Error(`"${pattern}" is not a pattern: ${compiled.reason}`);
  return { kind: 'matches', pattern: compiled.pattern, source: pattern };
}
