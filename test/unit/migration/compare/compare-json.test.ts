import { describe, expect, it } from 'vitest';
import { type BodyRule, RulesHere, type Treatment } from '../../../../src/migration/compare/body-rules.ts';
import { compareJson } from '../../../../src/migration/compare/compare-json.ts';
import { parsePathPattern } from '../../../../src/migration/compare/json-path.ts';
import { type JsonValue, readJson } from '../../../../src/migration/compare/json-value.ts';

function rule(pattern: string, treatment: Treatment): BodyRule {
  const steps = parsePathPattern(pattern);
  if (typeof steps === 'number') throw new Error(`${pattern} stops at ${steps}`);
  return { steps, treatment };
}

function differences(first: string, second: string, ...rules: BodyRule[]): string[] {
  const found = compareJson(readJson(first) as JsonValue, readJson(second) as JsonValue, RulesHere.of(rules));
  return found.map(({ place, kind }) => `${place} ${kind}`);
}

describe('what differs', () => {
  it.each([
    ['{"a":1,"b":2}', '{"b":2,"a":1.0}', []],
    ['{"a":1}', '{"a":null}', ['$.a type']],
    ['{"a":null}', '{}', ['$.a absent']],
    ['{}', '{"a":null}', ['$.a added']],
    ['{"a":[]}', '{"a":{}}', ['$.a type']],
    ['{"a":"2026-01-01"}', '{"a":"1767225600"}', ['$.a format']],
    ['[1,2,3]', '[1,3]', ['$[1] absent']],
    ['[1,2,3]', '[3,2,1]', ['$ order']],
    ['[1,2,3]', '[1,2,4]', ['$[2] value']],
    ['[{"id":1,"n":1},{"id":2,"n":2}]', '[{"id":2,"n":2},{"id":1,"n":9}]', ['$[0].n value', '$ order']],
    ['[{"id":"a"},{"id":"b"}]', '[{"id":"c"},{"id":"d"}]', ['$[0].id value', '$[1].id value']],
    ['12345678901234567890', '12345678901234567891', ['$ value']],
    ['{"n":1234567890123456789.5}', '{"n":1234567890123456789.5}', []],
    ['"\\u0000number 1234567890123456"', '1234567890123456', ['$ type']],
    ['{"__proto__":{"a":1}}', '{}', ['$.__proto__ absent']],
    ['{"constructor":1}', '{"toString":1}', ['$.constructor absent', '$.toString added']],
    [
      '"https://a.example/x?sig=1&v=1"',
      '"https://b.example/x?sig=2"',
      ['$ origin value', '$ ?sig value', '$ ?v absent'],
    ],
  ])('%s and %s', (first, second, expected) => {
    expect(differences(first, second)).toEqual(expected);
  });

  it('names keys that are ids as one field, and others as they are', () => {
    const ids = '{"7":{"a":1},"3f2504e0-4f89-11d3-9a0c-0305e82c3301":{"a":1},"odd key":{"a":1}}';
    const found = compareJson(
      readJson(ids) as JsonValue,
      readJson(ids.replaceAll(':1', ':2')) as JsonValue,
      RulesHere.of([]),
    );
    expect(found.map(({ field }) => field)).toEqual(['$.*.a', '$.*.a', "$['odd key'].a"]);
  });

  it('stops after 200 differences', () => {
    const list = (value: number) =>
      JSON.stringify(Object.fromEntries([...Array(500).keys()].map((n) => [`k${n}`, value])));
    expect(differences(list(1), list(2))).toHaveLength(200);
  });
});

describe('a declared rule', () => {
  it.each([
    ['$.a', 'ignore', '{"a":1}', '{}'],
    ['$..etag', 'ignore', '{"etag":1,"b":[{"etag":1}]}', '{"b":[{"etag":2}]}'],
    ['$.items[*].price', 'ignore', '{"items":[{"price":1}]}', '{"items":[{"price":2}]}'],
    ['$.byId.*.views', 'ignore', '{"byId":{"x":{"views":1}}}', '{"byId":{"x":{"views":2}}}'],
    ["$['a.b']", 'ignore', '{"a.b":1}', '{"a.b":2}'],
    ['$.tags', 'unordered', '{"tags":[1,2,3]}', '{"tags":[3,1,2]}'],
    ['$', 'added-is-fine', '{}', '{"b":1}'],
    ['$.b', 'added-is-fine', '{}', '{"b":1}'],
    ['$.list', 'added-is-fine', '{"list":[1]}', '{"list":[1,2]}'],
    ['$.total', 0.005, '{"total":1.234}', '{"total":1.23}'],
    ['$.at', 'instant', '{"at":"2026-01-01T00:00:00Z"}', '{"at":"2026-01-01T01:00:00.000+01:00"}'],
    [
      '$.id',
      'format',
      '{"id":"3f2504e0-4f89-11d3-9a0c-0305e82c3301"}',
      '{"id":"00000000-4f89-11d3-9a0c-0305e82c3301"}',
    ],
  ] as const)('%s %s', (pattern, treatment, first, second) => {
    expect(differences(first, second)).not.toEqual([]);
    expect(differences(first, second, rule(pattern, treatment))).toEqual([]);
  });

  it.each([
    ['$.tags', 'unordered', '{"tags":[1,2]}', '{"tags":[2,3]}', ['$.tags[0] value']],
    ['$.total', 0.005, '{"total":1}', '{"total":1.01}', ['$.total value']],
    ['$.id', 'format', '{"id":"12"}', '{"id":"twelve"}', ['$.id format']],
    ['$.a.b', 'ignore', '{"a":{"b":1,"c":1}}', '{"a":{"b":2,"c":2}}', ['$.a.c value']],
    ['$.at', 'instant', '{"at":"2026-01-01"}', '{"at":"2026-01-02"}', ['$.at value']],
  ] as const)('%s %s excuses no more than it says', (pattern, treatment, first, second, expected) => {
    expect(
      differences(first, second, rule(pattern, treatment)).filter((line) => !line.endsWith('order')),
    ).toEqual(expected);
  });

  it.each([
    ['items', 0],
    ['$items', 1],
    ['$.items[0]', 7],
    ['$.a..', 3],
    ['$.a.', 3],
    ["$['a]", 1],
  ])('%s cannot be read at character %i', (pattern, at) => {
    expect(parsePathPattern(pattern)).toBe(at);
  });
});

describe('a JSON text', () => {
  it('is none when it is broken or nested too deeply', () => {
    expect(readJson('{"a":')).toBeUndefined();
    expect(readJson('['.repeat(201) + ']'.repeat(201))).toBeUndefined();
    expect(readJson(`"${'['.repeat(500)}"`)).toBe('['.repeat(500));
    expect(readJson('['.repeat(200) + ']'.repeat(200))).toBeDefined();
  });
});
