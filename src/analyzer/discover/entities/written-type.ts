import type { Expression, TypeCode } from '../source/code.ts';

const maxLength = 80;

/** The type of a column as an expression writes it: `DataTypes.STRING(40)` is `STRING(40)`; null for none. */
export function writtenType(value: Expression | undefined): string | null {
  const text = value ? textOf(value) : null;
  return text === null || text === '' ? null : text.slice(0, maxLength);
}

function textOf(value: Expression): string | null {
  switch (value.kind) {
    case 'literal':
      return value.value === null ? null : String(value.value);
    case 'name':
      return value.name;
    case 'member':
      return typeof value.property === 'string' ? value.property : null;
    case 'call': {
      const name = textOf(value.callee);
      const sizes = value.arguments.flatMap((each) => (each.kind === 'literal' ? [String(each.value)] : []));
      return name === null || sizes.length === 0 ? name : `${name}(${sizes.join(',')})`;
    }
    case 'array': {
      const element = value.items[0] ? textOf(value.items[0]) : null;
      return element === null ? 'array' : `${element}[]`;
    }
    case 'function': {
      const result = value.code.steps.find((step) => step.kind === 'return');
      return result?.kind === 'return' ? textOf(result.value) : null;
    }
    case 'cast':
      return textOf(value.value);
    default:
      return null;
  }
}

/** A type of the language as it is written, simplified: `string`, `Date | null`, `Tag[]`. */
export function typeText(type: TypeCode | null): string | null {
  const text = type && textOfType(type);
  return text === null ? null : text.slice(0, maxLength);
}

function textOfType(type: TypeCode): string | null {
  switch (type.kind) {
    case 'reference': {
      const name = [type.name.name, ...type.path].join('.');
      const given = type.arguments.flatMap((each) => textOfType(each) ?? []);
      return given.length > 0 ? `${name}<${given.join(', ')}>` : name;
    }
    case 'array': {
      const element = textOfType(type.element);
      return element === null ? null : `${element}[]`;
    }
    case 'several':
      return [...new Set(type.types.flatMap((each) => textOfType(each) ?? []))].join(' | ') || null;
    case 'text':
      return `'${type.value}'`;
    case 'other':
      return type.keyword ?? null;
    default:
      return null;
  }
}
