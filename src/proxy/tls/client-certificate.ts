import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import type { ClientCertificates } from '../snapshot.ts';

/** Why the certificate of a client, or its absence, is not accepted. */
export type CertificateProblem =
  | { readonly status: 495; readonly reason: string }
  | { readonly status: 496; readonly reason: 'client-certificate-missing' };

/**
 * Judges what a client showed in the handshake. A resumed session of TLS 1.3 counts as verified even without a certificate, so the certificate itself is
 * asked for, too.
 */
export function clientCertificateProblem(
  socket: TLSSocket,
  { mode }: ClientCertificates,
): CertificateProblem | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (certificate === undefined) {
    return mode === 'require' ? { status: 496, reason: 'client-certificate-missing' } : undefined;
  }
  if (socket.authorized) return undefined;
  // An OpenSSL label such as CERT_HAS_EXPIRED, whatever its declared type says.
  const label = String(socket.authorizationError).toLowerCase().replaceAll('_', '-');
  return { status: 495, reason: `client-certificate-refused: ${label}` };
}

/** Header lines that tell a backend whose certificate the client showed, each ended by CRLF; empty without one. */
export function certificateLines(
  certificate: X509Certificate | undefined,
  { forward }: ClientCertificates,
): string {
  if (certificate === undefined) return '';
  return forward.map((fact) => LINES[fact](certificate)).join('');
}

const LINES: Readonly<
  Record<ClientCertificates['forward'][number], (certificate: X509Certificate) => string>
> = {
  subject: ({ subject }) => `X-Client-Cert-Subject: ${plainSubject(subject)}\r\n`,
  fingerprint: ({ fingerprint256 }) =>
    `X-Client-Cert-Fingerprint: ${fingerprint256.replaceAll(':', '').toLowerCase()}\r\n`,
  // RFC 9440 section 2.1: a byte sequence of RFC 8941.
  certificate: ({ raw }) => `Client-Cert: :${raw.toString('base64')}:\r\n`,
};

/** One line of printable ASCII: attributes joined by commas (one inside an attribute is `\,` already), everything else percent-encoded. */
function plainSubject(subject: string | undefined): string {
  return (subject ?? '')
    .split('\n')
    .map((attribute) =>
      attribute.replace(/[^\x20-\x24\x26-\x7e]/gu, (character) =>
        [...Buffer.from(character)]
          .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
          .join(''),
      ),
    )
    .join(',');
}
