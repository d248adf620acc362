import type { TypeCode } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';

const maxTypes = 50_000;

/** Every type that a module writes at variables, parameters, members and declarations, with the types inside them. */
export function* typesIn(module: SourceModule): Generator<TypeCode> {
  const open: (TypeCode | null)[] = [];
  for (const { type, typeDeclaration } of module.variables.values()) {
    open.push(type, typeDeclaration?.type ?? null, ...(typeDeclaration?.extends ?? []));
  }
  for (const { parameters, returnType } of module.functions) {
    open.push(returnType, ...parameters.map(({ variable }) => variable.type));
  }
  for (const { members, implements: contracts } of module.classes) {
    open.push(...contracts, ...[...members.values()].map(({ type }) => type));
  }
  for (let seen = 0; open.length > 0 && seen < maxTypes; seen++) {
    const type = open.pop();
    if (!type) continue;
    yield type;
    open.push(...partsOf(type));
  }
}

function partsOf(type: TypeCode): readonly (TypeCode | null)[] {
  switch (type.kind) {
    case 'reference':
      return type.arguments;
    case 'members':
      return [...type.members.values()];
    case 'several':
      return type.types;
    case 'array':
      return [type.element];
    case 'callable':
      return [type.result];
    case 'indexed':
      return [type.object, type.key];
    default:
      return [];
  }
}
