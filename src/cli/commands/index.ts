import type { Command } from '../command.ts';
import { analyzeCommand } from './analyze.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { planCommand } from './plan.ts';
import { proxyExplain } from './proxy-explain.ts';
import { proxyInit } from './proxy-init.ts';
import { proxyRun } from './proxy-run.ts';
import { proxyValidate } from './proxy-validate.ts';
import { reportCommand } from './report.ts';

/** Every verb, in the order that `banyan --help` shows them. */
export const commands: readonly Command[] = [
  analyzeCommand,
  explainCommand,
  planCommand,
  reportCommand,
  diffCommand,
  proxyInit,
  proxyValidate,
  proxyExplain,
  proxyRun,
];
