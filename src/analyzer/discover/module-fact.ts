import type { ModuleFact } from '../facts.ts';
import { roleByName } from './role.ts';
import type { SourceModule } from './source/read-modules.ts';

/** The module as the later stages see it. */
export function toModuleFact(path: string, { lines, record }: SourceModule): ModuleFact {
  const { imports, exports, stars } = record;
  const passesOn = stars.length > 0 || exports.some(({ from }) => 'specifier' in from);
  return {
    path,
    lines,
    role: roleByName(path) ?? 'domain',
    isBarrel:
      passesOn &&
      exports.every(({ from }) => 'specifier' in from) &&
      imports.every(({ kind }) => kind === 're-export'),
    isTypeOnly: false,
    terms: new Map(),
  };
}
