import { sortedUnique } from '../../lib/ordered.ts';
import type { Finding } from '../../model/analysis.ts';
import { xmlText } from '../xml-text.ts';
import type { ReportFormat } from '../report-format.ts';

export const junitFormat: ReportFormat = {
  name: 'junit',
  file: 'findings.xml',
  purpose: 'the findings as JUnit results: errors and warnings fail, notes pass',
  render({ findings }) {
    const codes = sortedUnique(findings.map(({ code }) => code));
    return `${[
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="banyan" ${counts(findings)}>`,
      ...codes.flatMap((code) =>
        suite(
          code,
          findings.filter((finding) => finding.code === code),
        ),
      ),
      '</testsuites>',
    ].join('\n')}\n`;
  },
};

function suite(code: string, findings: readonly Finding[]): string[] {
  return [
    `  <testsuite name="${xmlText(code)}" ${counts(findings)}>`,
    ...findings.flatMap((finding) => {
      const { title, why, fix, locations } = finding;
      const open = `    <testcase classname="banyan.${xmlText(code)}" name="${xmlText(title)}"`;
      if (!fails(finding)) return [`${open}/>`];
      const detail = [why, fix, ...locations].map(xmlText).join('\n');
      return [
        `${open}>`,
        `      <failure message="${xmlText(title)}" type="${finding.severity}">${detail}</failure>`,
        '    </testcase>',
      ];
    }),
    '  </testsuite>',
  ];
}

function counts(findings: readonly Finding[]): string {
  return `tests="${findings.length}" failures="${findings.filter(fails).length}"`;
}

function fails({ severity }: Finding): boolean {
  return severity !== 'info';
}
