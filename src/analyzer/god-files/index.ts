export { findGodFiles } from './find-god-files.ts';
export { splitGodFiles } from './split-god-files.ts';
export { filesInParts, filesOfSeveralContexts } from './whole-files.ts';
