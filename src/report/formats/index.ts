import type { ReportFormat } from '../report-format.ts';
import { c4Format } from './c4.ts';
import { csvFormat } from './csv.ts';
import { d2Format } from './d2.ts';
import { dotFormat } from './dot.ts';
import { githubFormat } from './github.ts';
import { htmlFormat } from './html.ts';
import { jsonFormat } from './json.ts';
import { junitFormat } from './junit.ts';
import { markdownFormat } from './markdown.ts';
import { mermaidFormat } from './mermaid.ts';
import { sarifFormat } from './sarif.ts';
import { svgFormat } from './svg.ts';

/** Every form of the report. */
export const reportFormats: readonly ReportFormat[] = [
  jsonFormat,
  htmlFormat,
  markdownFormat,
  mermaidFormat,
  dotFormat,
  d2Format,
  svgFormat,
  c4Format,
  sarifFormat,
  githubFormat,
  junitFormat,
  csvFormat,
];
