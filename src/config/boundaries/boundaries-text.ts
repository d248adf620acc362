import type { AcceptedContext, Boundaries } from '../../model/boundaries.ts';
import { yamlLiteral } from '../init/yaml-text.ts';

/** Boundaries as `banyan.boundaries.yaml`; the loader reads them back as they are. */
export function boundariesText({ contexts, shared, composition, ignore }: Boundaries): string {
  return `${[
    '# The boundaries that the team has accepted; `banyan check` holds the code to them. docs: reference/check.md',
    '# A context may use nothing of another one unless it says so here: `uses: [users]`. What it shows to others: `api: [src/orders/index.ts]`.',
    'version: banyan/v1',
    ...(contexts.length === 0 ? ['contexts: {}'] : ['contexts:']),
    ...contexts.flatMap(contextLines),
    ...list('shared', shared, '', 'every context may use it, it uses none'),
    ...list('composition', composition, '', 'wires the application: may use everything, nothing may use it'),
    ...list('ignore', ignore, '', 'does not count'),
  ].join('\n')}\n`;
}

function contextLines({ id, modules, owners, uses, api, tables, writes, joins }: AcceptedContext): string[] {
  return [
    `  ${yamlLiteral(id)}:`,
    ...list('modules', modules, '    '),
    ...list('owners', owners, '    '),
    ...list('uses', uses, '    '),
    ...(api === null ? [] : list('api', api, '    ')),
    ...list('tables', tables, '    '),
    ...list('writes', writes, '    '),
    ...list('joins', joins, '    '),
  ];
}

function list(key: string, values: readonly string[], indent: string, comment?: string): string[] {
  if (values.length === 0) return [];
  return [
    `${indent}${key}:${comment === undefined ? '' : ` # ${comment}`}`,
    ...values.map((value) => `${indent}  - ${yamlLiteral(value)}`),
  ];
}
