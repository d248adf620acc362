import type { ModuleFact } from '../facts.ts';
import type { CallGraph } from './calls/call-graph.ts';
import type { Program } from './program.ts';
import { roleByName } from './role-by-name.ts';
import type { CallExpression } from './source/code.ts';
import type { SourceModule } from './source/read-code.ts';

/** A file that makes so many classes of others is wiring, whatever its name; the larger of the two counts. */
const minInstances = 8;
const minInstanceShare = 0.03;

/** What each module is by its own evidence: name, header, and what it does at start-up. */
export function rolesOf(
  { modules, linker, resolver }: Program,
  graph: CallGraph,
  applicationFiles: ReadonlySet<string>,
): Map<string, ModuleFact['role']> {
  const imported = new Set<string>();
  for (const { path, record } of modules.values()) {
    if (roleByName(path) === 'test') continue;
    for (const { specifier } of record.imports) {
      const resolution = resolver.resolve(path, specifier);
      if (resolution.kind === 'module') imported.add(resolution.path);
    }
  }
  const enough = instancesOfWiring(modules.size);
  const roles = new Map<string, ModuleFact['role']>();
  for (const [path, module] of modules) {
    const isRoot = () =>
      applicationFiles.has(path) ||
      isStarter(module, graph) ||
      (!imported.has(path) && isEntry(module, graph)) ||
      instantiatedFiles(module, linker).size >= enough;
    const byName = roleByName(path) ?? (module.isMarkedGenerated ? 'generated' : null);
    roles.set(path, byName ?? (isRoot() ? 'composition-root' : 'domain'));
  }
  return roles;
}

function instancesOfWiring(modules: number): number {
  return Math.max(minInstances, minInstanceShare * modules);
}

/** Whether two readings of a module are as much wiring as each other by what they make and start; what runs at their top level left aside. */
export function isSameWiring(
  before: SourceModule,
  after: SourceModule,
  { modules, linker }: Pick<Program, 'modules' | 'linker'>,
): boolean {
  const enough = instancesOfWiring(modules.size);
  const [old, now] = [before, after].map((module) => instantiatedFiles(module, linker).size >= enough);
  return old === now && listensIn(before) === listensIn(after);
}

function listensIn({ functions }: SourceModule): number {
  return functions.reduce((sum, { calls }) => sum + calls.filter(isListenCall).length, 0);
}

function isListenCall({ callee }: CallExpression): boolean {
  return callee.kind === 'member' && callee.property === 'listen';
}

const serverPackages = new Set([
  'express',
  'fastify',
  'koa',
  '@hapi/hapi',
  '@nestjs/core',
  'node:http',
  'node:https',
  'node:http2',
]);

/** A file that makes a server listen. */
function isStarter({ functions }: SourceModule, graph: CallGraph): boolean {
  return functions.some((code) => {
    if (!code.calls.some(isListenCall)) return false;
    return graph.targetsOf(code).some(({ externals }) => externals.some(isListen));
  });
}

function isListen({
  package: from,
  path,
}: {
  readonly package: string;
  readonly path: readonly string[];
}): boolean {
  return path.at(-1) === 'listen' && serverPackages.has(from);
}

/** A file that nobody imports, that exports nothing and that runs functions of the project: `server.ts`, a script. */
function isEntry({ record, commonExports, code }: SourceModule, graph: CallGraph): boolean {
  if (record.exports.length > 0 || commonExports.size > 0) return false;
  return graph.targetsOf(code).some(({ functions }) => functions.length > 0);
}

/** Files of classes that a module instantiates. */
function instantiatedFiles({ path, functions }: SourceModule, linker: Program['linker']): Set<string> {
  const files = new Set<string>();
  for (const { calls } of functions) {
    for (const { isNew, callee } of calls) {
      const origin = isNew && callee.kind === 'name' ? callee.variable?.origin : null;
      const definition = origin ? linker.imported(path, origin.specifier, origin.imported) : null;
      if (definition?.kind === 'declaration') files.add(definition.file);
    }
  }
  return files;
}
