export { proxyConfigFrom } from './init/proxy-config-from.ts';
export { loadProxyConfig, parseProxyConfig, readProxyConfigText } from './load-proxy-config.ts';
export { isOrigin, type ProxyConfig, proxySchema } from './proxy-schema.ts';
export { parseTeamConfig } from './team/parse-team-config.ts';
