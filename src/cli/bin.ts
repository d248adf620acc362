#!/usr/bin/env node
import { commands } from './commands/index.ts';
import { main } from './main.ts';

await main(commands);
