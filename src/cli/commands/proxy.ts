import type { Command } from '../command.ts';
import { proxyExplain } from './proxy-explain.ts';
import { proxyInit } from './proxy-init.ts';
import { proxyRun } from './proxy-run.ts';
import { proxyValidate } from './proxy-validate.ts';

/** The verbs of the proxy, in the order that `banyan --help` shows them. */
export const proxyCommands: readonly Command[] = [proxyInit, proxyValidate, proxyExplain, proxyRun];
