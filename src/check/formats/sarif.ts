import { sarifLog, type SarifResult } from '../../lib/sarif.ts';
import type { KnownViolation } from '../../model/baseline.ts';
import type { BoundaryRule, Violation } from '../../model/boundaries.ts';
import type { CheckFormat } from '../check-format.ts';

export const sarifFormat: CheckFormat = {
  name: 'sarif',
  render: ({ fresh, expired, stale, added, folder, version }) =>
    sarifLog(version, [
      ...[...fresh, ...expired.map(({ violation }) => violation)].map((each) => aboutCode(each, folder)),
      ...stale.map((entry) => aboutBaseline('stale-baseline-entry', 'Gone from the code', entry)),
      ...added.map((entry) => aboutBaseline('grown-baseline', 'The baseline may only shrink', entry)),
    ]),
};

const rules: Readonly<Record<BoundaryRule, { readonly why: string; readonly help: string }>> = {
  'unclaimed-module': {
    why: 'A module that is in no context is held to no boundary.',
    help: 'Move it into the folder of a context, or name it in the boundaries.',
  },
  dependency: {
    why: 'A context uses another one that it may not use by the accepted boundaries.',
    help: 'Call it through its API or an event, publish types as a contract, or allow it under uses.',
  },
  'private-module': {
    why: 'A context uses what another one does not name in its API.',
    help: 'Use what its api names, or name it there.',
  },
  'shared-uses-context': {
    why: 'What every context may use depends on one of them.',
    help: 'Hand in what it needs from outside, or move it into the context.',
  },
  'composition-used': {
    why: 'What wires the application is used by what it wires.',
    help: 'Move what is needed out of it, or hand it in.',
  },
  'table-write': {
    why: 'A context writes a table of another one.',
    help: 'Ask its context to write it, or allow it under writes.',
  },
  join: {
    why: 'One query takes in tables of several contexts.',
    help: 'Ask the other context for the rows or keep a copy of them, or allow it under joins.',
  },
  transaction: {
    why: 'One transaction takes in tables of several contexts.',
    help: 'Make it a saga of one transaction per context, or allow it under joins.',
  },
};

function aboutCode({ rule, key, what, fix, location }: Violation, folder: string): SarifResult {
  return {
    rule,
    level: 'error',
    text: `${what} ${fix}`,
    ...rules[rule],
    places: [folder + location],
    sameness: [key],
  };
}

function aboutBaseline(rule: string, text: string, { key, location }: KnownViolation): SarifResult {
  return {
    rule,
    level: 'error',
    text: `${text}: ${key}`,
    why: 'The baseline of known violations can only shrink.',
    help: '`banyan check --update-baseline` takes out what is gone; nothing may be added.',
    places: [location],
    sameness: [key],
  };
}
