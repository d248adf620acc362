import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { ListenerTls } from '../snapshot.ts';

/** The certificates of one listener, ready for handshakes; made anew when their files change. */
export class ServerCertificates {
  /** For clients that ask for no name, or for one that no certificate has. */
  readonly defaultOptions: SecureContextOptions;
  readonly #named: readonly { readonly certificate: X509Certificate; readonly context: SecureContext }[];

  constructor(tls: ListenerTls) {
    const [first] = tls.certificates;
    this.defaultOptions = contextOptions(tls, first);
    this.#named = tls.certificates.map((pair) => ({
      certificate: new X509Certificate(pair.certificate),
      context: createSecureContext(contextOptions(tls, pair)),
    }));
  }

  /** The first certificate that is valid for a name, wildcards included; undefined: the default. */
  contextFor(serverName: string): SecureContext | undefined {
    return this.#named.find(({ certificate }) => certificate.checkHost(serverName) !== undefined)?.context;
  }
}

function contextOptions(
  tls: ListenerTls,
  pair: ListenerTls['certificates'][number] | undefined,
): SecureContextOptions {
  return {
    cert: pair?.certificate,
    key: pair?.key,
    minVersion: tls.minimumVersion === '1.3' ? 'TLSv1.3' : 'TLSv1.2',
    honorCipherOrder: true,
    // Without one, a session that showed a certificate could not be resumed.
    sessionIdContext: 'banyan',
    ...(tls.clients && { ca: tls.clients.ca }),
  };
}
