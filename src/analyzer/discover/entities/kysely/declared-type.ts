import type { TypeCode, TypeDeclaration } from '../../source/code.ts';
import type { EntitySources } from '../discoverer.ts';

/** An interface or alias and where it is declared. */
export interface DeclaredType {
  readonly file: string;
  readonly name: string;
  readonly declaration: TypeDeclaration;
}

/** The declaration that a type names, through imports and re-exports; null for anything else. */
export function declaredType(
  { modules, linker }: EntitySources,
  type: TypeCode,
  file: string,
): DeclaredType | null {
  if (type.kind !== 'reference' || type.path.length > 0) return null;
  const { variable } = type.name;
  if (variable?.typeDeclaration) return { file, name: variable.name, declaration: variable.typeDeclaration };
  const origin = variable?.origin;
  const found = origin ? linker.imported(file, origin.specifier, origin.imported) : null;
  if (found?.kind !== 'declaration') return null;
  const declaration = modules.get(found.file)?.variables.get(found.name)?.typeDeclaration;
  return declaration ? { file: found.file, name: found.name, declaration } : null;
}

export interface TypeMember {
  readonly name: string;
  readonly type: TypeCode;
  readonly file: string;
  readonly line: number;
}

const maxDepth = 8;

/** The members of an object type with those that it extends or is combined of, in order of declaration. */
export function membersOf(sources: EntitySources, type: TypeCode, file: string, depth = 0): TypeMember[] {
  if (depth > maxDepth) return [];
  if (type.kind === 'several') return type.types.flatMap((each) => membersOf(sources, each, file, depth + 1));
  if (type.kind === 'members') {
    return [...type.members].map(([name, member]) => ({ name, type: member, file, line: 1 }));
  }
  const declared = declaredType(sources, type, file);
  if (!declared) return [];
  const { declaration, file: from } = declared;
  const own = membersOf(sources, declaration.type, from, depth + 1).map((member) => ({
    ...member,
    line: declaration.memberLines.get(member.name) ?? (member.line === 1 ? declaration.line : member.line),
  }));
  return [...declaration.extends.flatMap((each) => membersOf(sources, each, from, depth + 1)), ...own];
}
