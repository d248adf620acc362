import { optionsOf, type Value } from '../evaluate/value.ts';
import type { Token } from './container.ts';

/** What a value is as a token; nothing for what cannot be told from another. */
export function tokensOfValue(value: Value): Token[] {
  return optionsOf(value).flatMap((each): Token[] => {
    switch (each.kind) {
      case 'class':
        return [each.code];
      case 'text':
        return each.isExact ? [textToken(each.value)] : [];
      case 'scalar':
        return each.value == null ? [] : [textToken(String(each.value))];
      case 'external':
        return [each.path.includes('()') ? each : `${each.package}:${each.path.join('.')}`];
      case 'object':
      case 'array':
      case 'closure':
        return [each];
      case 'method':
        return each.name === 'name' && each.self.kind === 'class' ? [textToken(each.self.code.name)] : [];
      default:
        return [];
    }
  });
}

export function textToken(text: string): Token {
  return `'${text}`;
}
