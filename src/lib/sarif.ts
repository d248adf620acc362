import { createHash } from 'node:crypto';
import { by, sortedUnique } from './ordered.ts';
import { fileOf, lineOf } from './place.ts';
import { printable } from './printable.ts';

type Level = 'error' | 'warning' | 'note';

/** One result of a run. */
export interface SarifResult {
  readonly rule: string;
  readonly level: Level;
  readonly text: string;
  /** About every result of its rule: why it matters, and what to do. */
  readonly why: string;
  readonly help: string;
  /** `file:line`, the most telling first; at least one, since code scanning refuses a whole log for a single result without. */
  readonly places: readonly [string, ...string[]];
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

/** Code scanning shows 5,000 results of a run, and refuses a log of more than 25,000. */
const maxResults = 5_000;
/** It shows 100 places of a result, and refuses more than 1,000. */
const maxPlaces = 100;
const levels: readonly Level[] = ['error', 'warning', 'note'];

/** SARIF 2.1.0 (OASIS, 2020) within the limits of GitHub's code scanning, the gravest results first; with a newline at its end. */
export function sarifLog(
  version: string,
  all: readonly SarifResult[],
  notices: readonly SarifNotice[] = [],
): string {
  const results = all.toSorted(by(({ level }) => levels.indexOf(level))).slice(0, maxResults);
  const rules = new Map(results.toReversed().map((each) => [each.rule, each]));
  const ids = sortedUnique(rules.keys());
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Banyan', version, rules: ids.map((id) => ruleOf(rules.get(id) as SarifResult)) },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map((each) => resultOf(each, ids.indexOf(each.rule))),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...notices, ...leftOut(all.length - results.length)].map(
              ({ code, level, text, place }) => ({
                descriptor: { id: code },
                level,
                message: { text: printable(text) },
                ...(place !== null && { locations: [location(place)] }),
              }),
            ),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function leftOut(count: number): SarifNotice[] {
  if (count === 0) return [];
  const text = `${count} more results were left out: code scanning shows ${maxResults}`;
  return [{ code: 'RESULTS_LEFT_OUT', level: 'warning', text, place: null }];
}

function ruleOf({ rule, why, help }: SarifResult): object {
  return {
    id: rule,
    name: pascalCase(rule),
    shortDescription: { text: printable(why) },
    fullDescription: { text: printable(why) },
    help: { text: printable(help) },
  };
}

function resultOf({ rule, level, text, places, sameness }: SarifResult, ruleIndex: number): object {
  const [first, ...others] = places.slice(0, maxPlaces);
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: printable(text) },
    locations: [location(first as string)],
    ...(others.length > 0 && {
      relatedLocations: others.map((place, index) => ({ id: index + 1, ...location(place) })),
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
