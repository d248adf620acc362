import type { Column, ForeignKey, SchemaChange, TableName } from './statement.ts';
import { isIdentifier, readName, type Token } from './token.ts';

const constraintWords = new Set([
  'constraint',
  'primary',
  'unique',
  'foreign',
  'check',
  'exclude',
  'key',
  'index',
  'like',
  'fulltext',
  'spatial',
]);

/** The columns, keys and references of a CREATE TABLE that cannot be parsed: one item per comma at the first level. */
export function scanCreateTable(
  tokens: readonly Token[],
  table: TableName,
  from: number,
  isTemporary: boolean,
): SchemaChange {
  const columns: Column[] = [];
  const keys: string[][] = [];
  const references: ForeignKey[] = [];
  for (const item of itemsOf(tokens, from)) {
    const [first] = item;
    if (!first) continue;
    const isConstraint = first.kind === 'word' && constraintWords.has(first.text);
    const own = isConstraint ? firstList(item) : [first.source];
    if (!isConstraint) columns.push(scanColumn(item));
    if (item.some(({ text }) => text === 'primary' || text === 'unique')) keys.push(own);
    const at = item.findIndex(({ text }) => text === 'references');
    const to = at < 0 ? null : readName(item, at + 1);
    if (to) references.push({ name: null, columns: own, to: to.table, toColumns: firstList(item.slice(at)) });
  }
  return { kind: 'create', table, isTemporary, columns, keys, references };
}

/** The word after the name with what stands in parentheses behind it. */
function scanColumn([name, ...rest]: readonly Token[]): Column {
  const [type, open] = rest;
  const close = open?.text === '(' ? rest.findIndex(({ text }) => text === ')') : 0;
  const words = rest.map(({ text }) => text);
  const isNull = words.some((word, index) => word === 'not' && words[index + 1] === 'null');
  return {
    name: name?.source ?? '',
    type:
      type && isIdentifier(type)
        ? rest
            .slice(0, close + 1)
            .map(({ source }) => source.toLowerCase())
            .join('')
        : null,
    isNullable: !isNull && !words.includes('primary'),
  };
}

function itemsOf(tokens: readonly Token[], from: number): Token[][] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(from)) {
    if (token.text === '(' && depth++ === 0) continue;
    if (token.text === ')' && --depth === 0) break;
    if (depth === 1 && token.text === ',') items.push([]);
    else if (depth > 0) items.at(-1)?.push(token);
  }
  return items;
}

/** The names in the first parentheses. */
function firstList(item: readonly Token[]): string[] {
  const open = item.findIndex(({ text }) => text === '(');
  const close = item.findIndex(({ text }) => text === ')');
  return item.slice(open + 1, close).flatMap((token) => (isIdentifier(token) ? [token.source] : []));
}
