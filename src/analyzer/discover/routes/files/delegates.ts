import type { Machine } from '../../evaluate/machine.ts';
import type { Expression, FunctionCode } from '../../source/code.ts';
import { isRequest } from './answered-methods.ts';
import type { Offered } from './offered-functions.ts';

const maxFunctions = 50;
const maxHops = 3;

/** The functions that a request goes through: those of the handler's file, and what they hand it on to by name. */
export function delegatesOf(machine: Machine, { file, handler }: Offered): FunctionCode[] {
  const found = new Set<FunctionCode>(machine.modules.get(file)?.functions ?? []);
  let open = [...found].map((code) => ({ code, file }));
  for (const code of handler.functions) {
    const own = fileOf(machine, code);
    if (own !== null && !found.has(code)) open.push({ code, file: own });
  }
  for (let hop = 0; hop < maxHops && open.length > 0 && found.size < maxFunctions; hop++) {
    const next: typeof open = [];
    for (const { code, file: from } of open) {
      for (const each of [code, ...code.nested]) {
        found.add(each);
        for (const { callee, arguments: args } of each.calls) {
          const target = args.some(isRequestName) ? declarationOf(machine, callee, from) : null;
          if (target && !found.has(target.code)) next.push(target);
        }
      }
    }
    open = next;
  }
  return [...found];
}

function isRequestName(expression: Expression): boolean {
  return expression.kind === 'name' && isRequest(expression.name);
}

/** The function of the project that a name stands for; null for anything else. */
function declarationOf(
  { linker, modules }: Machine,
  callee: Expression,
  from: string,
): { readonly code: FunctionCode; readonly file: string } | null {
  const origin = callee.kind === 'name' ? callee.variable?.origin : null;
  const definition = origin ? linker.imported(from, origin.specifier, origin.imported) : null;
  if (definition?.kind !== 'declaration') return null;
  const [value] = modules.get(definition.file)?.variables.get(definition.name)?.values ?? [];
  return value?.kind === 'function' ? { code: value.code, file: definition.file } : null;
}

function fileOf({ modules }: Machine, code: FunctionCode): string | null {
  for (let place: FunctionCode | null = code; place; place = place.parent) {
    if (place.parent) continue;
    for (const [file, module] of modules) if (module.code === place) return file;
  }
  return null;
}
