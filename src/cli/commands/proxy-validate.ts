import { resolve } from 'node:path';
import type { Command } from '../command.ts';
import { counted } from '../counted.ts';

export const proxyValidate: Command = {
  name: 'proxy validate',
  summary: 'check a proxy configuration, with every problem at once',
  arguments: [],
  options: [{ flags: '--config <file>', summary: 'the configuration', default: 'proxy.yaml' }],
  examples: ['banyan proxy validate --config proxy.yaml'],
  async run({ terminal, workingFolder, environment, options }) {
    const name = String(options['config']);
    const [{ loadProxyConfig }, { routeSetTable }] = await Promise.all([
      import('../../config/index.ts'),
      import('../route-set-table.ts'),
    ]);
    const { config, warnings } = await loadProxyConfig(resolve(workingFolder, name), { name, environment });
    for (const { where, what } of warnings) terminal.warn(`${where}: ${what}`);
    const clusters = Object.keys(config.clusters);
    const routes = config.routeSets.reduce((count, set) => count + set.routes.length, 0);
    if (options['json'] === true) {
      const routeSets = config.routeSets.map((set) => ({
        name: set.name,
        phase: set.phase,
        cluster: set.cluster ?? null,
        canaryPercent: set.phase === 'canary' ? (set.canaryPercent ?? 0) : null,
        routes: set.routes.length,
      }));
      terminal.result(JSON.stringify({ schemaVersion: 1, clusters, routeSets }, null, 2));
    } else {
      terminal.result(
        `${name} is valid: ${counted(routes, 'route')} in ${counted(config.routeSets.length, 'route set')}, ${counted(clusters.length, 'cluster')}`,
      );
      for (const line of routeSetTable(config)) terminal.result(line);
    }
    terminal.note(`Next: banyan proxy run --config ${name}`);
    return 0;
  },
};
