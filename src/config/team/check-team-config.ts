import { pinKinds } from '../../model/pins.ts';
import type { ConfigProblem } from '../config-problem.ts';
import { valueAt } from '../describe-issue.ts';

/** Patterns with a wildcard in one configuration: each is tried on every module. */
const maxWildcards = 1_000;

/**
 * What one value of a team's configuration cannot say about another: a pin with two verbs or none, a verb without its object.
 *
 * Works on data that may still be invalid, and skips what is.
 */
export function checkTeamConfig(data: unknown): ConfigProblem[] {
  const pins = valueAt(data, ['pins']);
  if (!Array.isArray(pins)) return [];
  const wildcards = JSON.stringify(pins).match(/"[^"]*[*?{][^"]*"/g)?.length ?? 0;
  return [
    ...pins.flatMap((pin: unknown, index) => checkPin(pin, index)),
    ...(wildcards > maxWildcards
      ? [
          {
            path: ['pins'],
            what: `pins has ${wildcards} patterns with wildcards; at most ${maxWildcards} are tried`,
          },
        ]
      : []),
  ];
}

const objects = { pin: 'to', owner: 'of', rename: 'to' } as const;

function checkPin(pin: unknown, index: number): ConfigProblem[] {
  if (typeof pin !== 'object' || pin === null || Array.isArray(pin)) return [];
  const verbs = pinKinds.filter((kind) => Object.hasOwn(pin, kind));
  const [verb, second] = verbs;
  const path = ['pins', index];
  // What a misspelt verb means is said where the word is.
  if (verb === undefined && Object.keys(pin).some((key) => !['to', 'of', 'because'].includes(key))) return [];
  if (verb === undefined)
    return [{ path, what: `pins[${index}] says nothing: it needs one of ${pinKinds.join(', ')}` }];
  if (second !== undefined)
    return [
      {
        path: [...path, second],
        part: 'key',
        what: `pins[${index}] has ${verbs.join(' and ')}; write a pin for each`,
      },
    ];
  const object = Object.hasOwn(objects, verb) ? objects[verb as keyof typeof objects] : undefined;
  const problems: ConfigProblem[] = [];
  if (object !== undefined && !Object.hasOwn(pin, object))
    problems.push({
      path,
      what: `pins[${index}] has ${verb} without \`${object}\`, which names the context`,
    });
  for (const other of ['to', 'of'] as const)
    if (other !== object && Object.hasOwn(pin, other))
      problems.push({
        path: [...path, other],
        part: 'key',
        what: `pins[${index}] has \`${other}\`, which says nothing with ${verb}`,
      });
  return problems;
}
