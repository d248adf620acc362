import type { Dependency } from '../../model/analysis.ts';
import type { AcceptedContext, Violation } from '../../model/boundaries.ts';
import type { CheckedCode, CheckRule } from '../rule.ts';

/** Modules that use what they may not: of another context, from shared code, or of what wires the application. */
export const dependenciesRule: CheckRule = {
  names: ['dependency', 'private-module', 'shared-uses-context', 'composition-used'],
  find({ facts, boundaries, territory }) {
    const contexts = new Map(boundaries.contexts.map((context) => [context.id, context]));
    return facts.dependencies.flatMap((dependency) => {
      const broken = brokenBy(dependency, contexts, territory);
      return broken === null
        ? []
        : symbolsOf(dependency).map((symbol) => ({ ...broken, key: keyOf(broken, dependency, symbol) }));
    });
  },
};

type Broken = Omit<Violation, 'key'>;

function brokenBy(
  dependency: Dependency,
  contexts: ReadonlyMap<string, AcceptedContext>,
  territory: CheckedCode['territory'],
): Broken | null {
  const [from, to] = [territory.claimOf(dependency.from), territory.claimOf(dependency.to)];
  const [location = dependency.from] = dependency.locations;
  const uses = `${dependency.from} uses ${dependency.to}${isTypeOnly(dependency) ? ' (only its types)' : ''}`;
  if (to.kind === 'context' && from.kind === 'shared')
    return {
      rule: 'shared-uses-context',
      contexts: [to.id],
      location,
      what: `Shared code depends on a context: ${uses} of ${to.id}.`,
      fix: 'Hand in what it needs from outside, or move it into the context.',
    };
  if (to.kind === 'composition' && (from.kind === 'context' || from.kind === 'shared'))
    return {
      rule: 'composition-used',
      contexts: from.kind === 'context' ? [from.id] : [],
      location,
      what: `What wires the application is used by what it wires: ${uses}.`,
      fix: 'Move what is needed out of it, or hand it in.',
    };
  if (from.kind !== 'context' || to.kind !== 'context' || from.id === to.id) return null;
  if (contexts.get(from.id)?.uses.includes(to.id) !== true)
    return {
      rule: 'dependency',
      contexts: [from.id, to.id],
      location,
      what: `${from.id} may not use ${to.id}: ${uses}.`,
      fix: isTypeOnly(dependency)
        ? `Publish the types as a contract in shared, or allow it: uses: [${to.id}] in contexts.${from.id}.`
        : `Call ${to.id} through its API or an event, or allow it: uses: [${to.id}] in contexts.${from.id}.`,
    };
  if (!territory.isPublic(to.id, dependency.to))
    return {
      rule: 'private-module',
      contexts: [from.id, to.id],
      location,
      what: `${dependency.to} is private to ${to.id}: ${uses}.`,
      fix: `Use what contexts.${to.id}.api names, or name it there.`,
    };
  return null;
}

/** A bare import uses no name. */
function symbolsOf({ symbols }: Dependency): readonly string[] {
  return symbols.length === 0 ? [''] : symbols;
}

function keyOf({ rule }: Broken, { from, to }: Dependency, symbol: string): string {
  return `${rule} ${from} -> ${to}${symbol === '' ? '' : `#${symbol}`}`;
}

function isTypeOnly({ kinds }: Dependency): boolean {
  return kinds.every((kind) => kind === 'type');
}
