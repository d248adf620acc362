export {
  loadProxyConfig,
  parseProxyConfig,
  readProxyConfigText,
  type ConfigSource,
} from './load-proxy-config.ts';
export { isOrigin, proxySchema, type ProxyConfig } from './proxy-schema.ts';
export { proxyConfigFrom } from './init/proxy-config-from.ts';
