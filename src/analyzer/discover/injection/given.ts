import { optionsOf, type Value } from '../evaluate/value.ts';
import type { ClassCode, Expression, FunctionCode } from '../source/code.ts';
import type { Given } from './container.ts';

/** An instance of a class. */
export function instanceOf(code: ClassCode, file: string): Given {
  return {
    expression: callOf({ kind: 'class', code }, code.line, true),
    place: { file, code: code.initialiser },
  };
}

/** What calling a function gives. */
export function resultOf(code: FunctionCode, file: string): Given {
  return { expression: callOf({ kind: 'function', code }, code.line, false), place: { file, code } };
}

function callOf(callee: Expression, line: number, isNew: boolean): Expression {
  return { kind: 'call', callee, arguments: [], typeArguments: [], isNew, line };
}

/** The instances that classes among some values give. */
export function instancesOf(value: Value | undefined): Given[] {
  return optionsIn(value).flatMap((each) =>
    each.kind === 'class' ? [instanceOf(each.code, each.frame.file)] : [],
  );
}

/** What calling the functions among some values gives. */
export function resultsOf(value: Value | undefined): Given[] {
  return optionsIn(value).flatMap((each) =>
    each.kind === 'closure' ? [resultOf(each.code, each.frame.file)] : [],
  );
}

/** Values themselves, as far as they stand somewhere: objects, instances, classes and functions. */
export function givenBy(value: Value | undefined): Given[] {
  return optionsIn(value).flatMap((each): Given[] => {
    switch (each.kind) {
      case 'class':
        return [{ expression: each, place: { file: each.frame.file, code: each.code.initialiser } }];
      case 'closure':
        return [
          {
            expression: { kind: 'function', code: each.code },
            place: { file: each.frame.file, code: each.code },
          },
        ];
      case 'object':
        if (each.class) return [instanceOf(each.class.code, each.class.frame.file)];
        return each.literal
          ? [{ expression: each.literal, place: { file: each.site?.file ?? '', code: each.literal.owner } }]
          : [];
      default:
        return [];
    }
  });
}

function optionsIn(value: Value | undefined): readonly Value[] {
  return value ? optionsOf(value) : [];
}
