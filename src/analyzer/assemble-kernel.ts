import { by, sortedUnique } from '../lib/ordered.ts';
import type { KernelMember } from '../model/analysis.ts';
import type { ContextOf } from './assemble-ownership.ts';
import type { Facts, ModuleFact } from './facts.ts';

/** Up to so many lines and contexts a copy is cheaper than a package with a version. */
const maxReplicatedLines = 30;
const maxReplicas = 3;

/** Each shared module with the contexts that use it, directly or through other shared modules, and what to do with it. */
export function decideKernel(
  facts: Facts,
  shared: ReadonlySet<string>,
  contextOf: ContextOf,
): KernelMember[] {
  const usedBy = contextsUsing(facts, shared, contextOf);
  const data = new Set(facts.entities.flatMap(({ file, writers }) => [file, ...writers]));
  return facts.modules
    .filter(({ path }) => shared.has(path))
    .map((module) => {
      const users = sortedUnique(usedBy.get(module.path) ?? []);
      return { path: module.path, usedBy: users, ...decide(module, users, data.has(module.path)) };
    })
    .sort(by(({ path }) => path));
}

function decide(
  { lines, isTypeOnly }: ModuleFact,
  users: readonly string[],
  holdsData: boolean,
): Pick<KernelMember, 'decision' | 'why'> {
  if (users.length === 0)
    return { decision: 'library', why: 'No context uses it directly or through others.' };
  if (users.length === 1) {
    return { decision: 'push-down', why: `Only ${users[0]} uses it: move it there.` };
  }
  if (holdsData) {
    return {
      decision: 'own-service',
      why: `${users.length} contexts use it and it holds data: copies would disagree.`,
    };
  }
  if (isTypeOnly) {
    return {
      decision: 'library',
      why: `Types that ${users.length} contexts share: publish them as a contract.`,
    };
  }
  if (lines <= maxReplicatedLines && users.length <= maxReplicas) {
    return {
      decision: 'replicate',
      why: `${lines} lines for ${users.length} contexts: a copy is cheaper than a package.`,
    };
  }
  return {
    decision: 'library',
    why: `${users.length} contexts use its ${lines} lines and it holds no data.`,
  };
}

/** Follows the users of shared modules through other shared modules to contexts. */
function contextsUsing(
  { dependencies }: Facts,
  shared: ReadonlySet<string>,
  contextOf: ContextOf,
): Map<string, Set<string>> {
  const result = new Map<string, Set<string>>([...shared].map((path) => [path, new Set<string>()]));
  const inside = dependencies.filter(({ from, to }) => shared.has(to) && shared.has(from));
  for (const { from, to } of dependencies) {
    const context = contextOf.get(from);
    if (context !== undefined) result.get(to)?.add(context);
  }
  for (let grew = true; grew; ) {
    grew = false;
    for (const { from, to } of inside) {
      const target = result.get(to) as Set<string>;
      const before = target.size;
      for (const context of result.get(from) as Set<string>) target.add(context);
      if (target.size > before) grew = true;
    }
  }
  return result;
}
