import type { Machine } from '../../evaluate/machine.ts';
import { baseOf } from '../../evaluate/members.ts';
import type { ClassValue } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import { classValue } from '../../routes/decorations.ts';
import type { FoundOperation } from '../../routes/discoverer.ts';
import type { ClassCode } from '../../source/code.ts';
import { readResolverClass, type ResolverField } from './resolver-class.ts';

/** The name or the type of a field is not known. */
const placeholderConfidence = 0.5;

export interface ResolverClass {
  readonly type: ClassValue;
  readonly fields: readonly ResolverField[];
  /** Another resolver class inherits from it. */
  readonly isExtended: boolean;
}

/** Every class of the application with methods that answer fields, by the decorators of a package. */
export function resolversOf(program: Program, machine: Machine, packageName: string): ResolverClass[] {
  const found: { type: ClassValue; fields: readonly ResolverField[] }[] = [];
  for (const { path, classes } of program.application) {
    for (const code of classes) {
      if (code.base === null && !isDecorated(code)) continue;
      const type = classValue(machine, path, code);
      const fields = type && readResolverClass(machine, type, packageName);
      if (type && fields) found.push({ type, fields });
    }
  }
  const bases = new Set(found.flatMap(({ type }) => basesOf(machine, type)));
  return found.map((each) => ({ ...each, isExtended: bases.has(each.type.code) }));
}

function isDecorated({ decorators, members }: ClassCode): boolean {
  return decorators.length > 0 || [...members.values()].some((each) => each.decorators.length > 0);
}

function basesOf(machine: Machine, type: ClassValue): ClassCode[] {
  const bases: ClassCode[] = [];
  for (let base = baseOf(machine, type); base && bases.length < 16; base = baseOf(machine, base))
    bases.push(base.code);
  return bases;
}

/** A field of a resolver class as an operation. */
export function toOperation(
  { code, frame }: ClassValue,
  { name, method: { member, file } }: ResolverField,
  { framework, apis, confidence }: Pick<FoundOperation, 'framework' | 'apis' | 'confidence'>,
): FoundOperation {
  return {
    protocol: 'graphql',
    name,
    apis,
    file: frame.file,
    line: frame.file === file ? member.line : code.line,
    handler: { name: `${code.name}.${member.name}`, functions: member.code ? [member.code] : [] },
    framework,
    confidence: confidence * (name.includes('{') ? placeholderConfidence : 1),
  };
}
