import { resolve } from 'node:path';
import { BanyanError } from '../../errors/banyan-error.ts';
import { printable } from '../../lib/printable.ts';
import type { Explanation } from '../../proxy/index.ts';
import type { Command } from '../command.ts';

export const proxyExplain: Command = {
  name: 'proxy explain',
  summary: 'say which route a request takes, which side answers it and why; sends nothing',
  arguments: [{ syntax: '<request>', summary: "method and target, e.g. 'GET /api/products/1?page=2'" }],
  options: [
    { flags: '--config <file>', summary: 'the configuration', default: 'proxy.yaml' },
    { flags: '--header <pair...>', summary: "a request header, e.g. 'cookie: sid=abc'" },
    {
      flags: '--client <address>',
      summary: 'the address that the request comes from',
      default: '127.0.0.1',
    },
  ],
  examples: ["banyan proxy explain 'POST /api/orders' --header 'cookie: sid=abc'"],
  async run({ terminal, workingFolder, environment, options, arguments: [request = ''] }) {
    const name = String(options['config']);
    const { method, target } = readRequest(request);
    const headers = readHeaders(options['header']);
    const [{ loadProxyConfig }, { compileSnapshot, explainRequest }] = await Promise.all([
      import('../../config/index.ts'),
      import('../../proxy/index.ts'),
    ]);
    const { config, files } = await loadProxyConfig(resolve(workingFolder, name), { name, environment });
    const explanation = explainRequest(
      { config, snapshot: compileSnapshot(config, files) },
      {
        method,
        target,
        header: (field) => headers.get(field),
        clientAddress: String(options['client']),
      },
    );
    if (options['json'] === true)
      terminal.result(JSON.stringify({ schemaVersion: 1, method, target, ...explanation }, null, 2));
    else for (const line of describe(`${method} ${target}`, explanation)) terminal.result(printable(line));
    return 0;
  },
};

function readRequest(request: string): { method: string; target: string } {
  const [, method, target] = /^([A-Za-z-]+) (.+)$/s.exec(request) ?? [];
  if (method === undefined || target === undefined)
    throw new BanyanError('USAGE', "the request must be a method and a target, e.g. 'GET /api/products/1'");
  return { method: method.toUpperCase(), target };
}

function readHeaders(pairs: unknown): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const pair of Array.isArray(pairs) ? pairs.map(String) : []) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new BanyanError('USAGE', `--header must be "name: value", not "${pair}"`);
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value);
  }
  return headers;
}

function describe(request: string, explanation: Explanation): string[] {
  if (!explanation.accepted)
    return [request, `  refused   ${explanation.reason.replaceAll('-', ' ')}; no backend sees it`];
  const { route, cluster, fallback } = explanation;
  const origin = route?.from == null ? '' : ` (${route.from})`;
  return [
    request,
    `  route     ${route ? `${route.method} ${route.template} of route set ${route.routeSet}${origin}` : 'none'}`,
    `  answered  by ${cluster}: ${reason(explanation)}`,
    `  fallback  ${fallback === null ? 'none' : `${fallback}, if ${proof(route?.idempotency)}`}`,
  ];
}

function reason({ why, canary }: Extract<Explanation, { accepted: true }>): string {
  if (why === 'no-route') return 'no route set claims this request';
  if (why === 'phase-monolith') return 'the route set is in phase monolith';
  if (why === 'phase-full') return 'the route set is in phase full';
  const place = `this client falls at ${canary?.point.toFixed(2)} of 100`;
  return `${place}, ${why === 'canary-in' ? 'inside' : 'outside'} the canary of ${canary?.percent} %`;
}

function proof(idempotency: string | undefined): string {
  return idempotency === 'none'
    ? 'nothing of the request reached the service, or it answered 421'
    : `the service fails before it answers (idempotency: ${idempotency})`;
}
