import { methodOf, namesOf } from '../discover/entities/callee.ts';
import { externalOf } from '../discover/link/external-type.ts';
import { isAsLarge, minLines } from '../discover/parts/discover-parts.ts';
import { isSameWiring } from '../discover/roles.ts';
import { routeFolders } from '../discover/routes/files/app-folders.ts';
import type { CallExpression, FunctionCode, TemplateExpression } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import type { Facts } from '../facts.ts';
import type { CodeChange } from './code-change.ts';
import { nodesOf } from './code-names.ts';
import { hasSameImports } from './same-imports.ts';
import type { Surroundings } from './surroundings.ts';
import type { Trail } from './trail.ts';

export interface ChangedModule {
  readonly before: SourceModule;
  readonly after: SourceModule;
  readonly change: CodeChange;
}

type Node = CallExpression | TemplateExpression;

/**
 * Whether nothing that was worked out from all files at once can be another after a change: what runs at start-up, what containers and
 * base classes do, what is looked for everywhere by its name. What the functions give back is the same, see `codeChange`.
 */
export function isContained(
  changed: ChangedModule,
  facts: Facts,
  surroundings: Surroundings,
  trail: Trail,
): boolean {
  const { before, after, change } = changed;
  const { program, trailOf } = surroundings;
  const functionNow = (code: FunctionCode) => change.counterpartOf(code) as FunctionCode | undefined;
  if (!isAsLarge(before, after, functionNow)) return false;
  if (after.code.endLine >= minLines && divides(change) && isAnchored(after.path, facts)) return false;
  if (!hasSameImports(before, after, program, trail)) return false;
  if (change.exported.some((name) => trail.soughtNames.includes(name))) return false;
  if (!isSameWiring(before, after, program)) return false;
  const isOther = (code: FunctionCode) => change.changed.some((pair) => pair.before === code);
  if (isEntry(before) && isOther(before.code)) return false;
  const { ran, isBase } = trailOf(after.path);
  // What runs with one more parameter that it does not look at does the same.
  const shorter = change.resigned.filter(
    (pair) => pair.after.parameters.length < pair.before.parameters.length,
  );
  const gone = new Set([...change.changed, ...shorter].map((pair) => pair.before));
  for (const code of change.removed) gone.add(code);
  if (ran.some((number) => gone.has(before.functions[number] as FunctionCode))) return false;
  if (!change.given.every((each) => isPlain(each, after, surroundings))) return false;
  if (!program.application.includes(after)) return true;
  if (isOpen(after.path, trail)) return false;
  const nodes = [...change.calls.before, ...change.calls.after];
  if (nodes.some((node) => node.kind === 'call' && isToOthers(node, trail))) return false;
  if (nodes.length > 0 && (isBase || trail.containers.some((name) => name !== 'nest'))) return false;
  if (trail.containers.length > 0 && takesOthers(changed, surroundings)) return false;
  const isSchema = trail.packages.some((name) => schemaPackages.test(name));
  if (isSchema && change.changed.some((pair) => doesAnything(pair.before) !== doesAnything(pair.after)))
    return false;
  return (
    change.changed.every(
      (pair) =>
        usesMakers(pair.before, before, surroundings, trail) ===
        usesMakers(pair.after, after, surroundings, trail),
    ) && ![...change.added].some((code) => usesMakers(code, after, surroundings, trail))
  );
}

/** Whether functions of a file touch data or answer somebody: others are not divided into parts. */
function isAnchored(path: string, { accesses, routes, operations }: Facts): boolean {
  const isHere = ({ file }: { readonly file: string }) => file === path;
  return (
    accesses.some(isHere) || [...routes, ...operations].some((each) => isHere(each) || each.module === path)
  );
}

/** Whether there are other parts of a file than before. */
function divides({ added, changed }: CodeChange): boolean {
  return (
    added.some(({ parent }) => parent?.parent === null) ||
    changed.some((pair) => pair.before.steps.length > 0 !== pair.after.steps.length > 0)
  );
}

/** Whether a file that nobody needs to import may be where a program starts. */
function isEntry({ record, commonExports }: SourceModule): boolean {
  return record.exports.length === 0 && commonExports.size === 0;
}

/** Whether any function of a file may say something about routes: those in folders for routes, where none was found there yet. */
function isOpen(path: string, { openFolders }: Trail): boolean {
  return openFolders.some(
    (folder) =>
      folder === '' || (path.startsWith(`${folder}/`) && routeFolders.test(path.slice(folder.length))),
  );
}

/** Libraries that ask the functions of a schema whether they do anything. */
const schemaPackages = /graphql|apollo|mercurius|nexus|pothos/;

/** Whether what a call gives only follows from what is called: a function or class of the project, a global. */
function isPlain(
  { call, code }: CodeChange['given'][number],
  { path }: SourceModule,
  { shaper }: Surroundings,
): boolean {
  if (
    /^(?:bind|get|resolve|getService|create|map|flatMap|join|trim\w*|toString)$/.test(methodOf(call.callee))
  )
    return false;
  const callees = shaper.ofExpression(call.callee, { file: path, code });
  return (
    callees.length > 0 &&
    callees.every(
      (shape) =>
        shape.kind === 'function' ||
        shape.kind === 'class' ||
        (shape.kind === 'external' && shape.package === 'global' && !wholes.test(shape.path.join('.'))),
    )
  );
}

/** Of these the result is what they are given. */
const wholes = /^(?:Promise\.|Array\.|Object\.|Map|Set|String|fetch)/;

/** Calls that mean something for whoever calls the function, extends its class, or looks for all calls of a name. */
function isToOthers({ callee }: CallExpression, trail: Trail): boolean {
  if (callee.kind === 'super') return true;
  if (trail.soughtCalls.includes(namesOf(callee)[0] ?? '')) return true;
  const variable = callee.kind === 'name' ? callee.variable : null;
  return variable?.owner.parameters.some((each) => each.variable === variable) ?? false;
}

/** Whether calls that take something out of a container came or went: `moduleRef.get(Orders)`. */
function takesOthers({ before, after, change }: ChangedModule, { trailOf }: Surroundings): boolean {
  const keys = trailOf(after.path).injected.flatMap(({ key }) => key ?? []);
  const old = keys.length > 0 ? nodesOf(before) : [];
  const gone = new Set<object>(change.calls.before);
  return keys.some((key) => gone.has(old[key] as object)) || change.calls.after.some(isTaking);
}

function isTaking(node: Node): boolean {
  const method = node.kind === 'call' && node.callee.kind === 'member' ? node.callee.property : null;
  return method === 'get' || method === 'resolve';
}

/** What answers a field of a schema does something. */
function doesAnything({ calls, templates, nested }: FunctionCode): boolean {
  return calls.length > 0 || templates.length > 0 || nested.some(doesAnything);
}

/** Functions that use or take what makes routes are run even when nobody calls them. */
function usesMakers(
  code: FunctionCode,
  { path }: SourceModule,
  { program: { linker } }: Surroundings,
  { entryPackages }: Trail,
): boolean {
  const takes = code.parameters.some(({ variable }) => {
    const type = externalOf(linker, path, variable.type);
    return type !== null && entryPackages.includes(type.package);
  });
  if (takes) return true;
  return code.uses.some(({ name: { variable }, position }) => {
    if (position !== 'value' || !variable?.origin || variable.origin.isType) return false;
    const definition = linker.imported(path, variable.origin.specifier, variable.origin.imported);
    return definition?.kind === 'external' && entryPackages.includes(definition.package);
  });
}
