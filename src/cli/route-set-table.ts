import type { ProxyConfig } from '../config/index.ts';
import { counted } from './counted.ts';

/** One line per route set: name, who answers, how many routes. */
export function routeSetTable({ routeSets }: ProxyConfig): string[] {
  const rows = routeSets.map(({ name, phase, cluster, canaryPercent, routes }) => {
    const share = phase === 'canary' ? ` ${canaryPercent} %` : '';
    const target = phase === 'monolith' ? 'monolith' : `${cluster}`;
    return [name, `${phase}${share}`, `-> ${target}`, counted(routes.length, 'route')];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}
