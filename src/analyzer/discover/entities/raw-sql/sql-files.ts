import type { Diagnostic } from '../../../../model/diagnostic.ts';
import { readSql } from '../../sql/read-sql.ts';
import type { SqlSources } from '../discoverer.ts';
import type { SchemaSource } from '../model.ts';
import { byMigrationOrder } from '../schema/migration-order.ts';

/** Files that take a migration back, and those of tests. */
const reverseName = /(?:^|[-._/])(?:down|rollback|undo|revert)(?:[-._/]|\.sql$)/i;
const testPath = /(?:^|\/)(?:tests?|__tests__|e2e|fixtures?|spec)\//i;
/** What stands above the part of a file that takes the migration back. */
const reverseMark = /^\s*--+\s*(?:migrate:down|\+\w+\s+down|!down|down\b|@undo|\/\/\s*@undo).*$/im;

/** The schema changes of every SQL file of the project, in the order in which migrations run. */
export function readSqlFiles({ project, parser }: SqlSources, diagnostics: Diagnostic[]): SchemaSource[] {
  const paths = project.files
    .matching(/\.sql$/i)
    .filter((path) => !reverseName.test(path) && !testPath.test(path));
  return paths.sort(byMigrationOrder).flatMap((file) => {
    const text = project.readText(file);
    if (text === null || !/\b(?:create|alter|drop|rename)\b/i.test(text)) return [];
    const statements = readSql(parser, text.slice(0, reverseMark.exec(text)?.index));
    for (const { line, isParsed, changes } of statements) {
      if (isParsed || changes.length === 0) continue;
      diagnostics.push({
        severity: 'note',
        code: 'SQL_NOT_PARSED',
        message: 'this SQL cannot be parsed: its tables were picked by single words',
        location: { path: file, line },
      });
    }
    const changes = statements.flatMap((each) => each.changes.map((change) => ({ line: each.line, change })));
    return changes.length > 0 ? [{ file, changes }] : [];
  });
}
