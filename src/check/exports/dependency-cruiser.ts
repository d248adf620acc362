import { patternRegex } from '../../lib/pattern-regex.ts';
import type { AcceptedContext, Boundaries } from '../../model/boundaries.ts';
import type { BoundaryExport } from '../boundary-export.ts';

/** Tests count nowhere; by the names that the analyzer knows them by. */
const tests =
  '(?:^|/)(?:__tests__|__mocks__|tests?|e2e|spec)/|[.-](?:test|spec|e2e-spec|stories)[.][cm]?[jt]sx?$';

interface Side {
  readonly path: readonly string[];
  readonly pathNot?: readonly string[];
}

interface Rule {
  readonly name: string;
  readonly severity: 'error';
  readonly comment: string;
  readonly from: Side;
  readonly to: Side;
}

export const dependencyCruiserExport: BoundaryExport = {
  name: 'depcruise',
  loss: 'tables, joins, transactions, injected and called modules without an import, modules that nobody claims, and the baseline',
  render: (boundaries) =>
    `// Made by \`banyan check --export depcruise\` from the accepted boundaries; do not edit.\nmodule.exports = ${JSON.stringify({ forbidden: rules(boundaries) }, null, 2)};\n`,
};

function rules({ contexts, shared, composition }: Boundaries): Rule[] {
  const all = contexts.flatMap(({ modules }) => modules);
  return [
    ...contexts.flatMap((own) => [
      ...denied(
        own,
        contexts.filter(({ id }) => id !== own.id && !own.uses.includes(id)),
      ),
      ...privacy(own, contexts),
    ]),
    ...rule('shared-uses-context', 'Shared code depends on no context.', shared, side(all)),
    ...rule(
      'composition-used',
      'What wires the application is used by nothing that it wires.',
      [...all, ...shared],
      side(composition),
    ),
  ];
}

function denied({ id, modules }: AcceptedContext, others: readonly AcceptedContext[]): Rule[] {
  return others.flatMap((other) =>
    rule(`${id}-not-to-${other.id}`, `${id} may not use ${other.id}.`, modules, side(other.modules)),
  );
}

function privacy({ id, modules, api }: AcceptedContext, contexts: readonly AcceptedContext[]): Rule[] {
  if (api === null) return [];
  const users = contexts.filter(({ uses }) => uses.includes(id)).flatMap((context) => context.modules);
  const { path, pathNot = [] } = side(modules);
  const hidden = { path, pathNot: [...pathNot, ...api.map(patternRegex)] };
  return rule(`${id}-is-private`, `Of ${id}, others may use what its API names.`, users, hidden);
}

function rule(name: string, comment: string, from: readonly string[], to: Side): Rule[] {
  if (from.length === 0 || to.path.length === 0) return [];
  const { path, pathNot = [] } = side(from);
  return [{ name, severity: 'error', comment, from: { path, pathNot: [...pathNot, tests] }, to }];
}

function side(patterns: readonly string[]): Side {
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'));
  const path = patterns.filter((pattern) => !pattern.startsWith('!')).map(patternRegex);
  return excluded.length === 0 ? { path } : { path, pathNot: excluded.map(patternRegex) };
}
