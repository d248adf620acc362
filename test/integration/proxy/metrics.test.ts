import { afterEach, describe, expect, it } from 'vitest';
import { renderExposition } from '../../../src/proxy/observe/exposition.ts';
import { parsePrometheusText } from '../../support/prometheus-text.ts';
import { closedPort, rawBackend } from '../../support/proxy/raw-backend.ts';
import { ask, exchangeBytes } from '../../support/proxy/raw-client.ts';
import { recordingBackend } from '../../support/proxy/recording-backend.ts';
import {
  type ProxyInput,
  type RunningProxy,
  snapshotOf,
  startProxy,
} from '../../support/proxy/start-proxy.ts';

const closing: { close?(): Promise<void>; stop?(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await (one.stop?.() ?? one.close?.());
});

async function between(service: number | undefined): Promise<{ proxy: RunningProxy; input: ProxyInput }> {
  const monolith = await recordingBackend('monolith');
  const input = {
    monolith: { ports: [monolith.port] },
    ...(service === undefined ? {} : { service: { ports: [service] } }),
  };
  const proxy = await startProxy(input);
  closing.push(monolith, proxy);
  return { proxy, input };
}

/** Every series that is not zero, by its text. */
function series({ proxy }: RunningProxy): Map<string, number> {
  const families = parsePrometheusText(renderExposition(proxy.report().metrics));
  return new Map(
    [...families.values()].flatMap(({ samples }) => [...samples].filter(([, value]) => value !== 0)),
  );
}

const only = (all: Map<string, number>, name: string) =>
  Object.fromEntries([...all].filter(([key]) => key.startsWith(name)));

describe('the metrics of a proxy', () => {
  it('count exchanges by route, method, side and outcome, and attempts by destination', async () => {
    const service = await recordingBackend('service');
    closing.push(service);
    const { proxy } = await between(service.port);
    await ask(proxy.port, 'GET', '/new/a');
    await ask(proxy.port, 'POST', '/new/b', [], 'four');
    await ask(proxy.port, 'GET', '/old');
    await ask(proxy.port, 'PURGE', '/old');
    const all = series(proxy);
    expect(only(all, 'banyan_exchanges_total')).toEqual({
      'banyan_exchanges_total{route_set="",route="",method="GET",side="monolith",outcome="answered",status_class="2xx"}': 1,
      'banyan_exchanges_total{route_set="",route="",method="OTHER",side="monolith",outcome="answered",status_class="2xx"}': 1,
      'banyan_exchanges_total{route_set="new",route="/new/*",method="GET",side="service",outcome="answered",status_class="2xx"}': 1,
      'banyan_exchanges_total{route_set="new",route="/new/*",method="POST",side="service",outcome="answered",status_class="2xx"}': 1,
    });
    expect(only(all, 'banyan_attempts_total')).toEqual({
      'banyan_attempts_total{cluster="service",destination="service-0",outcome="answered"}': 2,
      'banyan_attempts_total{cluster="monolith",destination="monolith-0",outcome="answered"}': 2,
    });
    expect(all.get('banyan_exchange_duration_seconds_count{route_set="new",side="service"}')).toBe(2);
    expect(
      all.get('banyan_attempt_first_byte_seconds_count{cluster="service",destination="service-0"}'),
    ).toBe(2);
    expect(all.get('banyan_received_body_bytes_total{route_set="new"}')).toBe(4);
    expect(all.get('banyan_client_connections_total')).toBe(4);
    expect(all.has('banyan_exchanges_in_flight')).toBe(false);
  });

  it('tell a fallback and its proof, without the method that a client invented', async () => {
    const { proxy } = await between(await closedPort());
    await ask(proxy.port, 'FROB"}', '/new/a').catch(() => undefined);
    await ask(proxy.port, 'POST', '/new/a', [], 'x');
    const reset = await rawBackend((socket) => socket.resetAndDestroy());
    closing.push(reset);
    const second = await between(reset.port);
    await ask(second.proxy.port, 'INVENTED', '/new/a');
    expect(only(series(proxy), 'banyan_decisions_total')).toEqual({
      'banyan_decisions_total{route_set="new",action="fallback",proof="nothing sent"}': 1,
    });
    const all = series(second.proxy);
    expect(only(all, 'banyan_decisions_total')).toEqual({
      'banyan_decisions_total{route_set="new",action="surface",proof="may have executed"}': 1,
    });
    expect(
      all.get(
        'banyan_exchanges_total{route_set="new",route="/new/*",method="OTHER",side="service",outcome="failed",status_class="5xx"}',
      ),
    ).toBe(1);
    expect([...all.keys()].join('\n')).not.toContain('INVENTED');
  });

  it('survive a reload, also for a route that is compiled anew', async () => {
    const service = await recordingBackend('service');
    closing.push(service);
    const { proxy, input } = await between(service.port);
    await ask(proxy.port, 'GET', '/new/a');
    for (let reload = 0; reload < 3; reload++) {
      proxy.proxy.swap(snapshotOf(input));
      await ask(proxy.port, 'GET', '/new/a');
    }
    expect(only(series(proxy), 'banyan_exchanges_total')).toEqual({
      'banyan_exchanges_total{route_set="new",route="/new/*",method="GET",side="service",outcome="answered",status_class="2xx"}': 4,
    });
  });

  it('count what the proxy refuses, as an exchange or before it is one', async () => {
    const { proxy } = await between(undefined);
    await exchangeBytes(proxy.port, 'GET /a/../b HTTP/1.1\r\nHost: a\r\n\r\n');
    await exchangeBytes(proxy.port, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n');
    const all = series(proxy);
    expect(
      all.get(
        'banyan_exchanges_total{route_set="",route="",method="GET",side="none",outcome="refused",status_class="4xx"}',
      ),
    ).toBe(1);
    expect(Object.keys(only(all, 'banyan_refused_messages_total'))).toHaveLength(1);
  });

  it('stay few, whatever clients ask for', async () => {
    const { proxy } = await between(undefined);
    const before = series(proxy).size;
    for (let index = 0; index < 200; index++) await ask(proxy.port, `M${index}`, `/path-${index}?q=${index}`);
    expect(series(proxy).size - before).toBeLessThan(40);
  });
});
