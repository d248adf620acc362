import type {
  CallExpression,
  Expression,
  FunctionCode,
  TemplateExpression,
  Variable,
} from '../source/code.ts';
import type { SourceModule } from '../source/read-code.ts';

/**
 * The functions that run what is written at a place: the function itself, and for the value of a top-level constant
 * those of the file that use it.
 */
export function runnersOf(
  module: SourceModule | undefined,
  code: FunctionCode,
  node: CallExpression | TemplateExpression,
): readonly FunctionCode[] {
  if (code !== module?.code) return [code];
  const { functions, variables } = module;
  const holders = [...variables.values()].filter(({ values }) => values.some((value) => holds(value, node)));
  const users = functions.filter((each) => each !== code && holders.some((holder) => isUsedBy(holder, each)));
  return users.length > 0 ? users : [code];
}

function isUsedBy(variable: Variable, { uses }: FunctionCode): boolean {
  return uses.some(({ name }) => name.variable === variable);
}

const maxDepth = 8;

/** Whether a value is made of a node: itself, an entry, a part of a chain or of a template. */
function holds(value: Expression, node: CallExpression | TemplateExpression, depth = 0): boolean {
  if (value === node) return true;
  return depth < maxDepth && partsOf(value).some((part) => holds(part, node, depth + 1));
}

function partsOf(value: Expression): readonly Expression[] {
  switch (value.kind) {
    case 'object':
      return value.entries.map((entry) => entry.value);
    case 'array':
      return value.items;
    case 'call':
      return [value.callee, ...value.arguments];
    case 'member':
      return [value.object];
    case 'template':
      return value.holes;
    case 'cast':
      return [value.value];
    case 'either':
      return value.options;
    default:
      return [];
  }
}
