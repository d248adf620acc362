export { proxyConfigFrom } from './init/proxy-config-from.ts';
export { type LoadedProxyConfig, loadProxyConfig, parseProxyConfig } from './load-proxy-config.ts';
export { type ProxyConfig, proxySchema } from './proxy-schema.ts';
export { isOrigin } from './sections/cluster.ts';
export { parseTeamConfig } from './team/parse-team-config.ts';
export { teamSchema } from './team/team-schema.ts';
export { boundariesFrom } from './boundaries/boundaries-from.ts';
export { boundariesText } from './boundaries/boundaries-text.ts';
export { parseBoundaries } from './boundaries/parse-boundaries.ts';
