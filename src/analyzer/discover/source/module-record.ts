import type { EcmaScriptModule, StaticExportEntry, StaticImportEntry } from 'oxc-parser';
import { lineOf } from '../../../project/index.ts';
import { interned } from './interned.ts';
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
export function readModuleRecord(record: EcmaScriptModule, lineStarts: readonly number[]): ModuleRecord {
  const imports: ImportFact[] = record.staticImports.map(({ start, moduleRequest, entries }) => ({
    specifier: interned(moduleRequest.value),
    line: lineOf(lineStarts, start),
    kind: 'static',
    isTypeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    names: entries.map(toImportedName),
  }));
  const defaults = startsOfDefaults(record);
  const exports: ExportFact[] = [];
  const stars: string[] = [];
  const reExported = new Map<string, { line: number; isTypeOnly: boolean; names: ImportedName[] }>();
  for (const { entries } of record.staticExports) {
    for (const entry of entries) {
      const line = lineOf(lineStarts, entry.start);
      const specifier = specifierOf(entry);
      if (specifier !== undefined) {
        const known = reExported.get(specifier) ?? { line, isTypeOnly: true, names: [] };
        known.isTypeOnly &&= entry.isType;
        const imported = importedByExport(entry, defaults);
        known.names.push({ imported, local: interned(entry.exportName.name ?? '*'), isType: entry.isType });
        reExported.set(specifier, known);
        if (isStar(entry)) stars.push(specifier);
      }
      const fact = isStar(entry) ? null : toExport(entry, line, defaults);
      if (fact) exports.push(fact);
    }
  }
  for (const [specifier, { line, isTypeOnly, names }] of reExported)
    imports.push({ specifier, line, kind: 're-export', isTypeOnly, names: exact(names) });
  return { imports, exports: exact(exports), stars: exact(stars) };
}

/** Offsets of the local names of default imports. */
function startsOfDefaults({ staticImports }: EcmaScriptModule): Set<number> {
  const starts = new Set<number>();
  for (const { entries } of staticImports) {
    for (const { importName, localName } of entries) {
      const kind: string = importName.kind;
      if (kind === 'Default') starts.add(localName.start);
    }
  }
  return starts;
}

function toImportedName({ importName, localName, isType }: StaticImportEntry): ImportedName {
  const kind: string = importName.kind;
  const imported = kind === 'NamespaceObject' ? '*' : (kind === 'Name' && importName.name) || 'default';
  return { imported: interned(imported), local: interned(localName.value), isType };
}

/**
 * `import orders from './orders'; export { orders }` passes on the default: the parser names it by the local name, but by
 * the place of the import.
 */
function importedByExport({ importName }: StaticExportEntry, defaults: ReadonlySet<number>): string {
  const kind: string = importName.kind;
  if (importName.start !== null && defaults.has(importName.start)) return 'default';
  return kind === 'Name' ? (importName.name ?? 'default') : '*';
}

function specifierOf({ moduleRequest }: StaticExportEntry): string | undefined {
  return moduleRequest === null ? undefined : interned(moduleRequest.value);
}

function isStar({ importName }: StaticExportEntry): boolean {
  const kind: string = importName.kind;
  return kind === 'AllButDefault';
}

function toExport(entry: StaticExportEntry, line: number, defaults: ReadonlySet<number>): ExportFact | null {
  const kind: string = entry.exportName.kind;
  const name = kind === 'Default' ? 'default' : entry.exportName.name;
  if (name === null) return null;
  const specifier = specifierOf(entry);
  const from =
    specifier === undefined
      ? { local: interned(entry.localName.name ?? 'default') }
      : { specifier, imported: importedByExport(entry, defaults) };
  return { name: interned(name), line, isType: entry.isType, from };
}
