import type { ListenerConfig } from '../config/proxy-schema.ts';
import type { Listener, ListenerTls } from './snapshot.ts';
import type { AddressSet } from './trust/address-set.ts';

/** The content of a file, by the path that the configuration has for it. */
export type ContentOf = (file: string) => string;

export function compileListener(
  { host, port, tls, http2, proxyProtocol }: ListenerConfig,
  contentOf: ContentOf,
  trusted: AddressSet,
): Listener {
  const announcers = proxyProtocol ? trusted : undefined;
  return { host, port, tls: tls && compileTls(tls, contentOf), announcers, http2 };
}

function compileTls(
  { certificates, minimumVersion, clientCertificates }: NonNullable<ListenerConfig['tls']>,
  contentOf: ContentOf,
): ListenerTls {
  return {
    certificates: certificates.map(({ certificate, key }) => ({
      certificate: contentOf(certificate),
      key: contentOf(key),
    })),
    minimumVersion,
    clients: clientCertificates && { ...clientCertificates, ca: contentOf(clientCertificates.ca) },
  };
}
