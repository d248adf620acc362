import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import { printable } from '../../lib/printable.ts';
import type { Command } from '../command.ts';
import { explanationText } from '../explanation-text.ts';

export const proxyExplain: Command = {
  name: 'proxy explain',
  summary: 'say which route a request takes, which side answers it and why; sends nothing',
  arguments: [{ syntax: '<request>', summary: "method and target, e.g. 'GET /api/products/1?page=2'" }],
  options: [
    { flags: '--config <file>', summary: 'the configuration', default: 'proxy.yaml' },
    { flags: '-H, --header <pair...>', summary: "a request header, e.g. 'cookie: sid=abc'" },
    { flags: '--host <name>', summary: 'the host that is asked for', default: 'localhost' },
    {
      flags: '--client <address>',
      summary: 'the address that the request comes from',
      default: '127.0.0.1',
    },
  ],
  examples: [
    "banyan proxy explain 'POST /api/orders?x=1' -H 'cookie: sid=abc' --host shop.example --client 10.0.0.1",
  ],
  async run({ terminal, workingFolder, environment, options, arguments: [request = ''] }) {
    const name = String(options['config']);
    const { method, target } = readRequest(request);
    const headers = [...readHeaders(options['header'])];
    if (!headers.some((line) => /^host:/i.test(line))) headers.unshift(`Host: ${String(options['host'])}`);
    const [{ loadProxyConfig }, { compileSnapshot, explainRequest }] = await Promise.all([
      import('../../config/index.ts'),
      import('../../proxy/index.ts'),
    ]);
    const { config, files } = await loadProxyConfig(resolve(workingFolder, name), { name, environment });
    const explanation = explainRequest(
      { config, snapshot: compileSnapshot(config, files) },
      { method, target, headers, client: String(options['client']) },
    );
    if (options['json'] === true)
      terminal.result(JSON.stringify({ schemaVersion: 1, method, target, ...explanation }, null, 2));
    else
      for (const line of explanationText(`${method} ${target}`, explanation, terminal.width))
        terminal.result(printable(line));
    return 0;
  },
};

function readRequest(request: string): { method: string; target: string } {
  const [, method, target] = /^([A-Za-z-]+) (.+)$/s.exec(request) ?? [];
  if (method === undefined || target === undefined)
    throw new BanyanError('USAGE', "the request must be a method and a target, e.g. 'GET /api/products/1'");
  return { method: method.toUpperCase(), target };
}

/** Header lines as they are given, `name: value`. */
function readHeaders(pairs: unknown): string[] {
  const lines = Array.isArray(pairs) ? pairs.map(String) : [];
  for (const line of lines) {
    if (!/^[^:\s]+:[^\r\n]*$/.test(line))
      throw new BanyanError('USAGE', `--header must be "name: value", not "${line}"`);
  }
  return lines;
}
