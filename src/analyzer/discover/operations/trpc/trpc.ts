import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { membersShown } from '../../evaluate/exports-of.ts';
import type { Machine } from '../../evaluate/machine.ts';
import { optionsOf, type Value } from '../../evaluate/value.ts';
import type { FoundOperation, RouteDiscoverer, SearchResult } from '../../routes/discoverer.ts';
import { handlerOf } from '../../routes/handler.ts';
import { type TrpcFound, trpcModel } from './trpc-model.ts';
import { type ProcedureRouter, trpcModelName, trpcThing } from './trpc-values.ts';

/** A router that no adapter was seen to serve. */
const unservedConfidence = 0.8;
const maxDepth = 16;

/** tRPC 9 to 11: procedures by their path of keys, `order.byId`, and where an adapter that is middleware is mounted. */
export const trpc: RouteDiscoverer = {
  name: trpcModelName,
  applies: (packages) => packages.has('@trpc/server'),
  start(httpRouters) {
    const found: TrpcFound = { routers: [], served: new Set() };
    return {
      model: trpcModel(found, httpRouters),
      finish: (_program, machine) => finish(machine, found),
    };
  },
};

function finish(machine: Machine, { routers, served }: TrpcFound): SearchResult {
  const inner = new Set<ProcedureRouter>();
  const found = new Map<ProcedureRouter, Walk>();
  for (const router of routers) {
    const walk: Walk = { machine, operations: [], lost: [], inner };
    found.set(router, walk);
    visitRouter(walk, router, '', 0);
  }
  const roots = withoutCopies([...found].filter(([router]) => !inner.has(router)));
  const isAnyServed = roots.some(([router]) => served.has(router));
  return {
    routes: [],
    operations: roots.flatMap(([router, { operations }]) => {
      const isServed = served.has(router) || !isAnyServed;
      return operations.map((each) => ({ ...each, confidence: isServed ? 1 : unservedConfidence }));
    }),
    wiringFiles: new Set(),
    diagnostics: roots.flatMap(([, { lost }]) => lost),
  };
}

/** A router that was made a second time, by itself, is part of the larger one that the first became. */
function withoutCopies(roots: readonly [ProcedureRouter, Walk][]): readonly [ProcedureRouter, Walk][] {
  const keysOf = new Map(
    roots.map(([router, { operations }]) => [router, new Set(operations.map(placeOf))] as const),
  );
  return roots.filter(([router]) => {
    const own = [...(keysOf.get(router) ?? [])];
    if (own.length === 0) return true;
    return ![...keysOf].some(
      ([other, keys]) => other !== router && keys.size > own.length && own.every((key) => keys.has(key)),
    );
  });
}

function placeOf({ file, line, handler }: FoundOperation): string {
  return `${file}:${line} ${handler.name}`;
}

interface Walk {
  readonly machine: Machine;
  readonly operations: FoundOperation[];
  readonly lost: Diagnostic[];
  /** Routers that are part of others. */
  readonly inner: Set<ProcedureRouter>;
}

function visitRouter(walk: Walk, { parts, site }: ProcedureRouter, prefix: string, depth: number): void {
  if (depth > maxDepth) return;
  for (const part of parts) visit(walk, part.value, `${prefix}${part.prefix}`, site, depth + 1);
}

function visit(walk: Walk, value: Value, name: string, site: ProcedureRouter['site'], depth: number): void {
  for (const each of optionsOf(value)) {
    const thing = trpcThing(each);
    if (thing?.kind === 'router') {
      walk.inner.add(thing);
      visitRouter(walk, thing, name === '' || name.endsWith('.') ? name : `${name}.`, depth);
    } else if (thing?.kind === 'endpoint') {
      walk.operations.push({
        protocol: 'trpc',
        name,
        apis: [],
        file: thing.site.file,
        line: thing.site.line,
        handler: handlerOf(thing.handlers),
        framework: trpcModelName,
        confidence: 1,
      });
    } else if (thing?.kind === 'lazy')
      visit(walk, routerOfModule(walk.machine, thing.value), name, site, depth);
    else if (each.kind === 'object' || each.kind === 'namespace') {
      const prefix = name === '' || name.endsWith('.') ? name : `${name}.`;
      if (depth <= maxDepth)
        for (const [key, entry] of membersShown(walk.machine, each))
          visit(walk, entry, `${prefix}${key}`, site, depth + 1);
    } else if (thing?.kind !== 'procedure' && each.kind !== 'scalar') walk.lost.push(lostEntry(name, site));
  }
}

/** `import('./orders')` stands for the router among its exports. */
function routerOfModule(machine: Machine, value: Value): Value {
  if (value.kind !== 'namespace') return value;
  const names = machine.modules.get(value.file)?.record.exports.map(({ name }) => name) ?? [];
  const exported = names.map((name) => machine.exported(value.file, name));
  return exported.find((each) => trpcThing(each)?.kind === 'router') ?? value;
}

function lostEntry(name: string, { file, line }: ProcedureRouter['site']): Diagnostic {
  return {
    severity: 'warning',
    code: 'OPERATIONS_UNKNOWN',
    message: `the entry ${name} of the tRPC router could not be followed to a procedure or a router; its procedures may be missing`,
    location: { path: file, line },
  };
}
