import type { ClassCode } from '../source/code.ts';
import type { Injection, Search } from './container.ts';

export interface CallRules {
  /** Packages whose objects are asked. */
  readonly packages: readonly string[];
  readonly methods: readonly string[];
  /** Methods that give all that a token has. */
  readonly listMethods?: readonly string[];
  readonly scopesOf?: (type: ClassCode) => readonly object[];
}

/** Calls that take something out of a container: `moduleRef.get(Orders)`, `container.resolve('orders')`. */
export function containerCalls({ program, shaper, tokensOf }: Search, rules: CallRules): Injection[] {
  const lists = new Set(rules.listMethods);
  const methods = new Set([...rules.methods, ...lists]);
  const found: Injection[] = [];
  for (const { path: file, functions } of program.application) {
    for (const code of functions) {
      for (const call of code.calls) {
        const { callee, arguments: args, line } = call;
        if (callee.kind !== 'member' || typeof callee.property !== 'string' || !methods.has(callee.property))
          continue;
        const [first] = args;
        const place = { file, code };
        if (!first || !shaper.ofExpression(callee.object, place).some((each) => isContainer(rules, each)))
          continue;
        const tokens = tokensOf(first, place);
        const scopes = code.self ? (rules.scopesOf?.(code.self) ?? []) : [];
        const isList = lists.has(callee.property);
        if (tokens.length > 0) found.push({ file, line, tokens, key: call, isList, isNamed: true, scopes });
      }
    }
  }
  return found;
}

function isContainer(rules: CallRules, shape: { readonly kind: string; readonly package?: string }): boolean {
  return shape.kind === 'external' && rules.packages.includes(shape.package ?? '');
}
