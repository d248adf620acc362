import { request, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../../support/component.ts';
import { startNginx, type RunningNginx } from '../../support/proxy/start-nginx.ts';
import { startProxy, type RunningProxy } from '../../support/proxy/start-proxy.ts';

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const page = Buffer.from('<p>banyan</p>\n'.repeat(400));
const noise = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 251));

describeWith('nginx', 'a real nginx as the monolith', (executable) => {
  let nginx: RunningNginx;
  let proxy: RunningProxy;

  beforeAll(async () => {
    nginx = await startNginx(executable, {
      'page.html': page,
      'page.txt': page,
      'noise.bin': noise,
      'empty.txt': Buffer.alloc(0),
    });
    proxy = await startProxy({ monolith: { ports: [nginx.port] } });
  });
  afterAll(async () => {
    await proxy?.stop();
    await nginx?.stop();
  });

  it.each<[string, string, Record<string, string>]>([
    ['GET', '/page.html', {}],
    ['HEAD', '/page.html', {}],
    ['GET', '/page.txt', { 'accept-encoding': 'gzip' }],
    ['HEAD', '/page.txt', { 'accept-encoding': 'gzip' }],
    ['GET', '/empty.txt', {}],
    ['GET', '/noise.bin', {}],
    ['GET', '/noise.bin', { range: 'bytes=1000-1999' }],
    ['GET', '/noise.bin', { range: 'bytes=0-0,-5' }],
    ['GET', '/noise.bin', { range: 'bytes=99999999-' }],
    ['GET', '/page.html', { 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' }],
    ['GET', '/moved', {}],
    ['GET', '/created', {}],
    ['GET', '/nothing', {}],
    ['GET', '/broken', {}],
    ['GET', '/absent?with=query', {}],
    ['POST', '/page.html', { 'content-length': '4' }],
    ['DELETE', '/page.html', {}],
    ['OPTIONS', '/page.html', {}],
  ])('%s %s %j is answered as without the proxy, byte for byte', async (method, path, headers) => {
    const direct = await ask(nginx.port, method, path, headers);
    const proxied = await ask(proxy.port, method, path, headers);
    expect(proxied.status).toBe(direct.status);
    expect(proxied.body).toBe(direct.body);
    expect(comparable(proxied.headers)).toEqual(comparable(direct.headers));
  });

  it('gets 304 for the validator that it handed out', async () => {
    const { headers } = await ask(proxy.port, 'GET', '/page.html', {});
    const again = await ask(proxy.port, 'GET', '/page.html', { 'if-none-match': headers.etag ?? '' });
    expect([again.status, again.body]).toEqual([304, '']);
  });
});

/** What belongs to one connection or one moment, and what a proxy must add. */
const ownToEachHop = new Set(['connection', 'keep-alive', 'date', 'via', 'x-request-id']);

function comparable(headers: IncomingHttpHeaders): object {
  const entries = Object.entries(headers).filter(([name]) => !ownToEachHop.has(name));
  return Object.fromEntries(
    // The boundary between the parts of a multipart answer counts up with each answer.
    entries.map(([name, value]) => [
      name,
      name === 'content-type' ? String(value).replace(/boundary=\d+/, '') : value,
    ]),
  );
}

function ask(port: number, method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const client = request({ port, host: '127.0.0.1', method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks)
          .toString('latin1')
          .replace(/^--\d{20}/gm, '--');
        resolve({ status: response.statusCode, headers: response.headers, body });
      });
    });
    client.on('error', reject);
    client.end(method === 'POST' ? 'data' : undefined);
  });
}
