#!/usr/bin/env node
import { proxyCommands } from './commands/proxy.ts';
import { main } from './main.ts';

// What stands in production: the proxy's verbs, without the analyzer.
await main(proxyCommands);
