import * as fc from 'fast-check';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawBackend, type RawBackend } from '../../support/proxy/raw-backend.ts';
import { rawClient } from '../../support/proxy/raw-client.ts';
import { recordingBackend, type RecordingBackend } from '../../support/proxy/recording-backend.ts';
import { startProxy, type RunningProxy } from '../../support/proxy/start-proxy.ts';

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** What the service does with a request; `executes`: it did the work before that. */
const faults: Record<string, { executes: boolean; act(socket: Socket): void }> = {
  answers: { executes: true, act: (socket) => socket.write(ok) },
  'answers and closes': { executes: true, act: (socket) => socket.end(ok) },
  'answers and resets a moment later': {
    executes: true,
    act: (socket) => socket.write(ok, () => setTimeout(() => socket.resetAndDestroy(), 1)),
  },
  'resets unread': { executes: false, act: (socket) => socket.resetAndDestroy() },
  'closes unread': { executes: false, act: (socket) => socket.destroy() },
  'executes and resets': { executes: true, act: (socket) => socket.resetAndDestroy() },
  'executes and closes': { executes: true, act: (socket) => socket.destroy() },
  'executes and hangs': { executes: true, act: () => {} },
  'executes and talks garbage': { executes: true, act: (socket) => socket.write('what?\r\n\r\n') },
  'executes and breaks off': {
    executes: true,
    act: (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart'),
  },
  'is not the owner': {
    executes: false,
    act: (socket) => socket.write('HTTP/1.1 421 Misdirected Request\r\nContent-Length: 0\r\n\r\n'),
  },
  'is overloaded': {
    executes: false,
    act: (socket) => socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n'),
  },
  'executes and says 503': {
    executes: true,
    act: (socket) => socket.write('HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n'),
  },
};

interface Plan {
  readonly method: string;
  readonly fault: string;
  readonly body: string;
  readonly isChunked: boolean;
}

const exchange: fc.Arbitrary<Plan> = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
  fault: fc.constantFrom(...Object.keys(faults)),
  body: fc.constantFrom('', 'x', 'y'.repeat(3000), 'z'.repeat(90_000)),
  isChunked: fc.boolean(),
});

let service: RawBackend;
let monolith: RecordingBackend;
let proxy: RunningProxy;
const executions = new Map<string, number>();
const executed = (id: string) => executions.set(id, (executions.get(id) ?? 0) + 1);

beforeAll(async () => {
  service = await rawBackend((socket, head) => {
    const id = /x-operation: (\S+)/i.exec(head)?.[1] ?? '';
    const fault = faults[/x-fault: (.+)/i.exec(head)?.[1]?.trim() ?? ''];
    if (fault?.executes === true) executed(id);
    fault?.act(socket);
  });
  monolith = await recordingBackend('monolith', (request, response) => {
    executed(String(request.headers['x-operation']));
    response.end('ok');
  });
  proxy = await startProxy({
    monolith: { ports: [monolith.port] },
    service: { ports: [service.port], timeouts: { firstByteMs: 100, idleMs: 100 } },
  });
});
afterAll(async () => {
  await proxy.stop();
  await service.close();
  await monolith.close();
});

describe('whatever the service does', () => {
  it('a write executes at most once, and nothing succeeds that did not execute', async () => {
    const plans = fc.sample(exchange, { seed: 7, numRuns: 1200 });
    for (let start = 0; start < plans.length; start += 40) {
      await Promise.all(plans.slice(start, start + 40).map((plan, index) => run(plan, `${start + index}`)));
    }
    expect(executions.size).toBeGreaterThan(500);
    await proxy.stop();
    expect(proxy.lines()).toHaveLength(plans.length);
  });
});

async function run(plan: Plan, id: string): Promise<void> {
  const client = rawClient(proxy.port);
  const framed = plan.isChunked
    ? `Transfer-Encoding: chunked\r\n\r\n${plan.body === '' ? '' : `${plan.body.length.toString(16)}\r\n${plan.body}\r\n`}0\r\n\r\n`
    : `Content-Length: ${plan.body.length}\r\n\r\n${plan.body}`;
  client.send(
    `${plan.method} /new/${id} HTTP/1.1\r\nHost: a\r\nX-Operation: ${id}\r\nX-Fault: ${plan.fault}\r\n${framed}`,
  );
  const status = await client.response(plan.method === 'HEAD').then(
    (response) => response.status,
    () => 0,
  );
  client.socket.destroy();
  const count = executions.get(id) ?? 0;
  const what = `${plan.method} when the service ${plan.fault}: status ${status}`;
  const isSafe = plan.method === 'GET' || plan.method === 'HEAD';
  expect(count, what).toBeLessThanOrEqual(isSafe ? 3 : 1);
  if (status >= 200 && status < 300) expect(count, what).toBeGreaterThanOrEqual(1);
  const isKept = plan.body.length <= 65_536;
  if (isSafe && isKept && plan.fault !== 'executes and breaks off') expect(status, what).toBe(200);
}
