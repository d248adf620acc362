import type { Command } from '../command.ts';
import { acceptCommand } from './accept.ts';
import { analyzeCommand } from './analyze.ts';
import { checkCommand } from './check.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { initCommand } from './init.ts';
import { planCommand } from './plan.ts';
import { proxyCommands } from './proxy.ts';
import { reportCommand } from './report.ts';

/** Every verb, in the order that `banyan --help` shows them. */
export const commands: readonly Command[] = [
  initCommand,
  analyzeCommand,
  explainCommand,
  planCommand,
  reportCommand,
  diffCommand,
  acceptCommand,
  checkCommand,
  ...proxyCommands,
  doctorCommand,
];
