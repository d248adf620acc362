export {
  loadProxyConfig,
  parseProxyConfig,
  readProxyConfigText,
  type ConfigSource,
} from './load-proxy-config.ts';
export { proxySchema, type ProxyConfig } from './proxy-schema.ts';
