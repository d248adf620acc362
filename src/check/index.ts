export { baselineOf, shrink } from './baseline.ts';
export { check } from './check.ts';
export { findViolations } from './find-violations.ts';
export { checkFormats } from './formats/index.ts';
export { boundaryExports } from './exports/index.ts';
export type { CheckVerdict } from './verdict.ts';
export type { CheckFormat } from './check-format.ts';
