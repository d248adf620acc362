import { createHash } from 'node:crypto';
import { fileOf, lineOf } from '../../lib/place.ts';
import { sortedUnique } from '../../lib/ordered.ts';
import { printable } from '../../lib/printable.ts';
import type { Analysis, Finding } from '../../model/analysis.ts';
import type { ReportFormat } from '../report-format.ts';

const levels: Readonly<Record<Finding['severity'], string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
};

export const sarifFormat: ReportFormat = {
  name: 'sarif',
  file: 'findings.sarif',
  purpose: 'the findings in SARIF 2.1.0, for code scanning',
  render(analysis) {
    return `${JSON.stringify(log(analysis), null, 2)}\n`;
  },
};

function log({ tool, findings, diagnostics }: Analysis): object {
  const codes = sortedUnique(findings.map(({ code }) => code));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Banyan',
            version: tool.version,
            rules: codes.map((code) => ({ id: code, name: pascalCase(code) })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: diagnostics.map(({ code, severity, message, location }) => ({
              descriptor: { id: code },
              level: severity,
              message: { text: printable(message) },
              ...(location && { locations: [physical(location.path, location.line)] }),
            })),
          },
        ],
      },
    ],
  };
}

function result(finding: Finding, ruleIndex: number): object {
  const { code, severity, title, why, fix, locations, contexts = [] } = finding;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: printable(`${title}. ${why} ${fix}`) },
    ...(locations.length > 0 && { locations: locations.slice(0, 1).map(location) }),
    ...(locations.length > 1 && {
      relatedLocations: locations.slice(1).map((place, index) => ({ id: index + 1, ...location(place) })),
    }),
    // Lines move and numbers in titles change; the same finding about the same contexts and files is the same alert.
    partialFingerprints: {
      'banyan/v1': createHash('sha256')
        .update([code, ...contexts, ...sortedUnique(locations.map(fileOf))].join('\n'))
        .digest('hex'),
    },
  };
}

function location(place: string): object {
  return physical(fileOf(place), lineOf(place));
}

function physical(path: string, line: number): object {
  // A name that is no Unicode would end the encoding of URIs with an error.
  const name = Buffer.from(path).toString();
  return {
    physicalLocation: {
      artifactLocation: {
        uri: name.split('/').map(encodeURIComponent).join('/'),
        uriBaseId: '%SRCROOT%',
      },
      region: { startLine: line },
    },
  };
}

/** `ImportCycle` of `IMPORT_CYCLE`. */
function pascalCase(code: string): string {
  return code
    .toLowerCase()
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
