import type { ModuleFact } from '../facts.ts';
import { isView } from './is-view.ts';
import type { SourceModule } from './source/read-code.ts';

/** The module as the later stages see it. */
export function toModuleFact(
  { path, lines, record, code, ...module }: SourceModule,
  role: ModuleFact['role'],
): ModuleFact {
  const { exports, stars } = record;
  const passesOn = stars.length > 0 || exports.some(({ from }) => 'specifier' in from);
  const isBarrel =
    passesOn && code.steps.length === 0 && code.nested.length === 0 && module.classes.length === 0;
  return {
    path,
    lines,
    role,
    isBarrel,
    isTypeOnly: module.isTypeOnly,
    terms: module.terms,
    ...(isView({ ...module, path, record }) && { isView: true as const }),
  };
}
