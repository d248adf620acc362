import type { CallExpression, Expression, TemplateExpression } from '../../source/code.ts';
import type { SourceModule } from '../../source/read-code.ts';
import type { Place } from '../../shapes/shaper.ts';
import { innermostName, methodOf, namesOf } from '../callee.ts';
import type { EntitySources } from '../discoverer.ts';
import { isStatement, mayNameTable } from './looks-like-sql.ts';
import { textsOf } from '../written-text.ts';

/** One place with SQL in it. */
export interface SqlCall {
  readonly place: Place;
  readonly node: CallExpression | TemplateExpression;
  /** Every text that it can be. */
  readonly texts: readonly string[];
  /** Whether what takes the text is known to run SQL. */
  readonly isQuery: boolean;
}

const tagWords = /^(?:sql\w*|raw|query|\$queryRaw|\$executeRaw|pgsql|psql|mysql)$/i;
const queryMethods = new Set(
  (
    'all any each exec execAsync execute executeRaw executeSql get iterate many manyOrNone multi none one oneOrNone ' +
    'prepare query queryAsync queryOne queryRaw raw rawQuery run runSql stream maybeOne oneFirst anyFirst manyFirst ' +
    '$queryRaw $executeRaw $queryRawUnsafe $executeRawUnsafe unsafe sql'
  ).split(' '),
);
/** Keys of objects that carry a query: node-postgres, mysql2, Sequelize. */
const textKeys = new Set(['text', 'sql', 'query', 'statement']);
const maxArguments = 3;

/** Every tagged template and call argument of a module that holds SQL. */
export function* sqlCallsIn(sources: EntitySources, module: SourceModule): Generator<SqlCall> {
  for (const code of module.functions) {
    const place = { file: module.path, code };
    for (const node of code.templates) {
      if (!node.tag || !namesOf(node.tag).some((name) => tagWords.test(name))) continue;
      const texts = textsOf(sources, { ...node, tag: null }, place).flatMap(completed);
      if (texts.length > 0) yield { place, node, texts, isQuery: true };
    }
    for (const node of code.calls) {
      const isQuery = queryMethods.has(innermostName(node.callee));
      const texts = textArguments(node, isQuery).flatMap((each) => textsOf(sources, each, place));
      const statements = texts.filter((text) => isStatement(text));
      if (statements.length > 0) yield { place, node, texts: statements, isQuery };
    }
  }
}

/** A statement as it is; a part of one that may name tables is completed to one. */
function completed(text: string): string[] {
  if (isStatement(text)) return [text];
  return mayNameTable(text) ? [`select ${text}`] : [];
}

/** The arguments that can be SQL: texts, for queries also by name or in objects under the keys that drivers use. */
function textArguments(call: CallExpression, isQuery: boolean): Expression[] {
  return call.arguments.slice(0, maxArguments).flatMap((argument): Expression[] => {
    switch (argument.kind) {
      case 'literal':
        return typeof argument.value === 'string' && argument.value.length > 4 ? [argument] : [];
      case 'template':
        return argument.tag === null ? [argument] : [];
      case 'concat':
        return [argument];
      case 'either':
      case 'name':
      case 'member':
        return isQuery ? [argument] : [];
      case 'call':
        return isQuery && /^(?:join|trim)$/.test(methodOf(argument.callee)) ? [argument] : [];
      case 'object':
        return (isQuery ? argument.entries : []).flatMap(({ key, value }) =>
          typeof key === 'string' && textKeys.has(key) ? [value] : [],
        );
      default:
        return [];
    }
  });
}
