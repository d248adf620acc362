import type { Node, Program } from 'oxc-parser';
import { lineOf } from '../../../project/index.ts';
import { interned } from './interned.ts';
import { boundNames } from './read-pattern.ts';
import { exact } from './settle.ts';

/** One specifier of a file and the names that it brings in; a bare `import './x'` brings in none. */
export interface ImportFact {
  readonly specifier: string;
  readonly line: number;
  readonly kind: 'static' | 're-export' | 'dynamic' | 'require';
  readonly isTypeOnly: boolean;
  readonly names: readonly ImportedName[];
}

interface ImportedName {
  /** Name in the other file: `default`, or `*` for all of it. */
  readonly imported: string;
  /** Name in this file. */
  readonly local: string;
  readonly isType: boolean;
}

/** A name that a file offers. */
interface ExportFact {
  /** `default` for the default export. */
  readonly name: string;
  readonly line: number;
  readonly isType: boolean;
  /** Where it comes from: a name of this file, or a name of another file by its specifier. */
  readonly from: { readonly local: string } | { readonly specifier: string; readonly imported: string };
}

export interface ModuleRecord {
  readonly imports: readonly ImportFact[];
  readonly exports: readonly ExportFact[];
  /** Specifiers of `export * from`. */
  readonly stars: readonly string[];
}

/** Imports and exports in ECMAScript syntax; `import()` and `require()` are found by the walk of the file. */
export function readModuleRecord(
  { body }: Pick<Program, 'body'>,
  lineStarts: readonly number[],
): ModuleRecord {
  const imports: ImportFact[] = [];
  const passedOn = new Map<string, PassedOn>();
  const entries: Entry[][] = body.map((node) => {
    if (node.type !== 'ImportDeclaration') return [];
    const specifier = interned(node.source.value);
    const names = node.specifiers.map((each) => toImportedName(each, node.importKind === 'type'));
    const isTypeOnly = names.length > 0 && names.every(({ isType }) => isType);
    const line = lineOf(lineStarts, node.start);
    imports.push({ specifier, line, kind: 'static', isTypeOnly, names: exact(names) });
    const own: Entry[] = [];
    for (const { imported, local, isType } of names)
      if (imported !== '*') passedOn.set(local, { specifier, imported, isType, entries: own });
    return own;
  });
  for (const [index, node] of body.entries()) addEntries(node, passedOn, entries[index] as Entry[]);
  return withExports(imports, entries.flat(), lineStarts);
}

/** What a name of this file passes on when it is exported, and the exports that do: they come where the import stands. */
interface PassedOn {
  readonly specifier: string;
  readonly imported: string;
  readonly isType: boolean;
  readonly entries: Entry[];
}

/** An exported name, or with `name` null everything of another file. */
interface Entry {
  readonly name: string | null;
  readonly start: number;
  readonly isType: boolean;
  readonly from: ExportFact['from'];
}

function withExports(
  imports: ImportFact[],
  entries: readonly Entry[],
  lineStarts: readonly number[],
): ModuleRecord {
  const exports: ExportFact[] = [];
  const stars: string[] = [];
  const reExported = new Map<string, { line: number; isTypeOnly: boolean; names: ImportedName[] }>();
  for (const { name, start, isType, from } of entries) {
    const line = lineOf(lineStarts, start);
    if ('specifier' in from) {
      const { specifier, imported } = from;
      const known = reExported.get(specifier) ?? { line, isTypeOnly: true, names: [] };
      known.isTypeOnly &&= isType;
      known.names.push({ imported, local: name ?? '*', isType });
      reExported.set(specifier, known);
      if (name === null) stars.push(specifier);
    }
    if (name !== null) exports.push({ name, line, isType, from });
  }
  for (const [specifier, { line, isTypeOnly, names }] of reExported)
    imports.push({ specifier, line, kind: 're-export', isTypeOnly, names: exact(names) });
  return { imports, exports: exact(exports), stars: exact(stars) };
}

type ImportSpecifier = (Node & { type: 'ImportDeclaration' })['specifiers'][number];

function toImportedName(node: ImportSpecifier, isTypeOnly: boolean): ImportedName {
  const local = interned(node.local.name);
  switch (node.type) {
    case 'ImportNamespaceSpecifier':
      return { imported: '*', local, isType: isTypeOnly };
    case 'ImportDefaultSpecifier':
      return { imported: 'default', local, isType: isTypeOnly };
    default:
      return {
        imported: nameOf(node.imported) || 'default',
        local,
        isType: isTypeOnly || node.importKind === 'type',
      };
  }
}

function addEntries(node: Node, passedOn: ReadonlyMap<string, PassedOn>, entries: Entry[]): void {
  switch (node.type) {
    case 'ExportAllDeclaration': {
      const name = node.exported && nameOf(node.exported);
      const from = { specifier: interned(node.source.value), imported: '*' };
      entries.push({ name, start: node.start, isType: node.exportKind === 'type', from });
      return;
    }
    case 'ExportDefaultDeclaration':
      entries.push(defaultEntry(node.declaration));
      return;
    case 'ExportNamedDeclaration':
      if (node.declaration) {
        const { start } = node.declaration;
        const isType = node.exportKind === 'type';
        for (const name of declaredNames(node.declaration))
          entries.push({ name, start, isType, from: { local: name } });
      } else addSpecifiers(node, passedOn, entries);
      return;
    default:
  }
}

function defaultEntry(declaration: Node): Entry {
  const isType = declaration.type === 'TSInterfaceDeclaration';
  const local =
    declaration.type === 'Identifier' ? declaration.name : 'id' in declaration ? idOf(declaration) : null;
  return { name: 'default', start: declaration.start, isType, from: { local: interned(local ?? 'default') } };
}

function idOf({ id }: Node & { id: unknown }): string | null {
  const name = id as { readonly type: string; readonly name: string } | null;
  return name?.type === 'Identifier' ? name.name : null;
}

function addSpecifiers(
  { specifiers, source, exportKind }: Node & { type: 'ExportNamedDeclaration' },
  passedOn: ReadonlyMap<string, PassedOn>,
  entries: Entry[],
): void {
  for (const { local, exported, start, ...each } of specifiers) {
    const name = nameOf(exported);
    const own = nameOf(local);
    const known = source ? undefined : passedOn.get(own);
    const isType = exportKind === 'type' || each.exportKind === 'type' || known?.isType === true;
    const from = source
      ? { specifier: interned(source.value), imported: own }
      : known
        ? { specifier: known.specifier, imported: known.imported }
        : { local: own };
    (known?.entries ?? entries).push({ name, start, isType, from });
  }
}

function nameOf(node: { readonly name: string } | { readonly value: string }): string {
  return interned('name' in node ? node.name : node.value);
}

/** The names that a declaration declares. */
function declaredNames(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => [...boundNames(id)]);
  const name = 'id' in declaration ? idOf(declaration) : null;
  return name === null ? [] : [interned(name)];
}
