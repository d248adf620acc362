import type { ExplainedRoute, Explanation } from '../proxy/index.ts';
import { counted } from './counted.ts';

type Accepted = Extract<Explanation, { accepted: true }>;

const shownLosers = 8;
const indent = 12;

/** Why a request is refused, for those labels that do not say it. */
const refusals: Readonly<Record<string, string>> = {
  'two-sides': 'a backend may read it as another request, which is for the other side',
  'method-override': 'it names another method for itself',
  'path-parameters': 'its path has parameters (;)',
  loop: 'it has passed this proxy five times',
};

/** What the proxy would do with a request, for a person: lines of at most `width` columns where words allow it. */
export function explanationText(request: string, explanation: Explanation, width: number): string[] {
  if (!explanation.accepted) {
    const { reason } = explanation;
    return [
      request,
      ...entry('refused', `${refusals[reason] ?? reason.replaceAll('-', ' ')}; no backend sees it`, width),
    ];
  }
  const { route, cluster, fallback, client, redirect } = explanation;
  const rows: [string, string][] = [
    ['client', client],
    ['route', route ? `${routeText(route)}${route.from === null ? '' : ` (${route.from})`}` : 'none'],
    ...(redirect
      ? ([['redirect', `${redirect.status} to ${redirect.location}, without asking ${cluster}`]] as [
          string,
          string,
        ][])
      : ([['answered', `by ${cluster}: ${reason(explanation)}`], ...sentRows(explanation)] as [
          string,
          string,
        ][])),
    ['fallback', fallback === null || redirect ? 'none' : `${fallback}, if ${proof(route?.idempotency)}`],
  ];
  return [
    request,
    ...rows.flatMap(([label, text]) => entry(label, text, width)),
    ...loserLines(explanation, width),
  ];
}

function routeText({ method, template, routeSet, hosts, asks }: ExplainedRoute): string {
  const at = hosts.length === 0 ? '' : ` at ${hosts.join(', ')}`;
  const having = asks.length === 0 ? '' : ` having ${asks.join(' and ')}`;
  return `${method} ${template}${at} of route set ${routeSet}${having}`;
}

function reason({ why, canary }: Accepted): string {
  if (why === 'no-route') return 'no route set claims this request';
  if (why === 'phase-monolith') return 'the route set is in phase monolith';
  if (why === 'phase-full') return 'the route set is in phase full';
  const place = `this client falls at ${canary?.point.toFixed(2)} of 100`;
  return `${place}, ${why === 'canary-in' ? 'inside' : 'outside'} the canary of ${canary?.percent} %`;
}

function sentRows({ sends }: Accepted): [string, string][] {
  if (sends === null) return [];
  const { target, host, destinations, timeouts, retries, changedHeaders, changedResponseHeaders } = sends;
  const changes = [
    ...(changedHeaders.length === 0 ? [] : [`${changedHeaders.join(', ')} on the way there`]),
    ...(changedResponseHeaders.length === 0 ? [] : [`${changedResponseHeaders.join(', ')} on the way back`]),
  ];
  const times = `${duration(timeouts.connectMs)} to connect, ${duration(timeouts.firstByteMs)} for the first byte, ${duration(timeouts.idleMs)} between bytes`;
  return [
    [
      'sends',
      `${target} to ${destinations.join(' or ')}, ${host === null ? 'with its own Host' : `Host ${host}`}`,
    ],
    ...(changes.length === 0 ? [] : ([['changes', changes.join('; ')]] as [string, string][])),
    ['waits', `${times}; ${retries === 0 ? 'no retry' : counted(retries, 'more attempt')}`],
  ];
}

function proof(idempotency: string | undefined): string {
  return idempotency === 'none'
    ? 'nothing of the request reached the service, or it answered 421'
    : `the service fails before it answers (idempotency: ${idempotency})`;
}

function loserLines({ losers, otherRoutes }: Accepted, width: number): string[] {
  const shown = losers.slice(0, shownLosers);
  const lines = shown.flatMap((loser) =>
    loser.matches
      ? entry('beaten', `${routeText(loser)}: ${loser.lostBecause}`, width)
      : entry('no match', `${routeText({ ...loser, hosts: [], asks: [] })}: ${loser.lostBecause}`, width),
  );
  const hidden = losers.length - shown.length;
  const rest = [
    ...(hidden === 0 ? [] : [`${counted(hidden, 'more route')} of this path`]),
    ...(otherRoutes === 0 ? [] : [`${counted(otherRoutes, 'route')} of other paths`]),
  ];
  return rest.length === 0 ? lines : [...lines, ...entry('no match', rest.join(', '), width)];
}

function duration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}

/** A label and its text, broken at spaces and continued below itself. */
function entry(label: string, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each, index) => `  ${(index === 0 ? label : '').padEnd(indent - 2)}${each}`);
}
