import { createHash } from 'node:crypto';
import { sortedUnique } from './ordered.ts';
import { fileOf, lineOf } from './place.ts';
import { printable } from './printable.ts';

type Level = 'error' | 'warning' | 'note';

/** One result of a run. */
export interface SarifResult {
  readonly rule: string;
  readonly level: Level;
  readonly text: string;
  /** `file:line`, the most telling first. */
  readonly places: readonly string[];
  /** What makes it the same alert in the next run: no line, and no number that may change. */
  readonly sameness: readonly string[];
}

/** What a run has to say about itself. */
interface SarifNotice {
  readonly code: string;
  readonly level: Level;
  readonly text: string;
  readonly place: string | null;
}

/** SARIF 2.1.0 (OASIS, 2020), with a newline at its end. */
export function sarifLog(
  version: string | null,
  results: readonly SarifResult[],
  notices: readonly SarifNotice[] = [],
): string {
  const rules = sortedUnique(results.map(({ rule }) => rule));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Banyan',
            ...(version !== null && { version }),
            rules: rules.map((id) => ({ id, name: pascalCase(id) })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map((each) => resultOf(each, rules.indexOf(each.rule))),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notices.map(({ code, level, text, place }) => ({
              descriptor: { id: code },
              level,
              message: { text: printable(text) },
              ...(place !== null && { locations: [location(place)] }),
            })),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf({ rule, level, text, places, sameness }: SarifResult, ruleIndex: number): object {
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: printable(text) },
    ...(places.length > 0 && { locations: places.slice(0, 1).map(location) }),
    ...(places.length > 1 && {
      relatedLocations: places.slice(1).map((place, index) => ({ id: index + 1, ...location(place) })),
    }),
    partialFingerprints: {
      'banyan/v1': createHash('sha256')
        .update([rule, ...sameness].join('\n'))
        .digest('hex'),
    },
  };
}

function location(place: string): object {
  // A name that is no Unicode would end the encoding of URIs with an error.
  const name = Buffer.from(fileOf(place)).toString();
  return {
    physicalLocation: {
      artifactLocation: { uri: name.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: { startLine: lineOf(place) },
    },
  };
}

/** `ImportCycle` of `IMPORT_CYCLE` and of `import-cycle`. */
function pascalCase(code: string): string {
  return code
    .toLowerCase()
    .split(/[_-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
