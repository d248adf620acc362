import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeCertificate } from '../../test/support/proxy/certificates.ts';

/** What of the proxy is in use. */
export interface Features {
  readonly routeCount: number;
  readonly hasFallback: boolean;
  readonly isCanary?: boolean;
  readonly hasTls?: boolean;
  readonly workerCount?: number;
}

/** As in production. */
export const FULL: Features = { routeCount: 1000, hasFallback: true };

/** Whatever is asked for is answered by the service, if there are routes; else by the monolith. */
export function banyanConfig(backendPort: number, features: Features, folder: string): object {
  const backend = { destinations: [{ address: `http://127.0.0.1:${backendPort}` }] };
  const others = Array.from({ length: Math.max(0, features.routeCount - 1) }, (_, index) => ({
    method: 'GET',
    path: `/api/area-${index}/:id`,
  }));
  const orders = {
    name: 'orders',
    cluster: 'orders',
    phase: features.isCanary === true ? 'canary' : 'full',
    ...(features.isCanary === true && { canaryPercent: 99, bucket: { by: [{ cookie: 'session' }] } }),
    fallback: features.hasFallback ? 'monolith' : 'none',
    routes: [{ method: 'ANY', path: '/api/orders/:id' }],
  };
  return {
    version: 'banyan/v1',
    ...(features.workerCount !== undefined && { workers: features.workerCount }),
    listen: {
      port: 0,
      ...(features.hasTls === true && { tls: { certificates: [certificateFiles(folder)] } }),
    },
    clusters: { monolith: backend, orders: backend },
    routeSets:
      features.routeCount === 0
        ? []
        : [orders, ...(others.length > 0 ? [{ name: 'others', phase: 'monolith', routes: others }] : [])],
  };
}

function certificateFiles(folder: string): { certificate: string; key: string } {
  const made = makeCertificate({ name: 'shop.example.com', alternatives: ['shop.example.com', '127.0.0.1'] });
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(certificate, made.certificate);
  writeFileSync(key, made.key);
  return { certificate, key };
}
