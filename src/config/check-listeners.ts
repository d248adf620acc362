import type { ConfigProblem } from './config-problem.ts';
import { listen } from './sections/listen.ts';
import { type Data, list, record, valid } from './unchecked-data.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** One way to say where the proxy listens, no address twice, and nobody who speaks for clients without being trusted. */
export function checkListeners(root: Data): ConfigProblem[] {
  const problems = checkAnnouncers(root);
  if (root['listeners'] === undefined) return problems;
  if (root['listen'] !== undefined)
    problems.push({
      path: ['listen'],
      part: 'key',
      what: 'listen and listeners say the same; keep one of them',
    });
  const seen = new Map<string, number>();
  for (const [index, listener] of list(root['listeners']).entries()) {
    const address = valid(listen, listener);
    if (address === undefined || address.port === 0) continue;
    const text = `${address.host} ${address.port}`;
    const earlier = seen.get(text);
    if (earlier === undefined) seen.set(text, index);
    else
      problems.push({
        path: ['listeners', index],
        what: `listeners[${index}] is the same address as listeners[${earlier}]`,
      });
  }
  return problems;
}

function checkAnnouncers(root: Data): ConfigProblem[] {
  if (list(record(root['trust'])['proxies']).length > 0) return [];
  const placed =
    root['listeners'] === undefined
      ? [{ listener: root['listen'], path: ['listen'], name: 'listen' }]
      : list(root['listeners']).map((listener, index) => ({
          listener,
          path: ['listeners', index],
          name: `listeners[${index}]`,
        }));
  return placed
    .filter(({ listener }) => record(listener)['proxyProtocol'] === true)
    .map(({ path, name }) => ({
      path: [...path, 'proxyProtocol'],
      what: `${name}.proxyProtocol needs trust.proxies: the load balancers that may say who a client is`,
    }));
}

/** Every valid address that the proxy would listen on. */
export function listenAddresses(root: Data): readonly Address[] {
  const all = root['listeners'] === undefined ? [root['listen']] : list(root['listeners']);
  return all.map((each) => valid(listen, each)).filter((each) => each !== undefined);
}
