import { z } from 'zod';
import { file } from './values.ts';

const modes = ['request', 'require'] as const;
const facts = ['subject', 'fingerprint', 'certificate'] as const;

/** TLS of a listener. Which certificate a client gets follows from the names in the certificates themselves. */
export const listenerTls = z
  .strictObject({
    certificates: z
      .array(
        z.strictObject({
          certificate: file.describe(
            'PEM file: the certificate of the proxy, then those that lead to its authority.',
          ),
          key: file.describe('PEM file: its private key, without a passphrase.'),
        }),
        'must be a list of certificates with their keys',
      )
      .min(1, 'must list at least one certificate')
      .describe(
        'A client gets the first one that is valid for the server name that it asks for, else the first of all.',
      ),
    minimumVersion: z
      .enum(['1.2', '1.3'], 'must be "1.2" or "1.3", in quotes')
      .default('1.2')
      .describe('The oldest version of TLS that is accepted.'),
    clientCertificates: z
      .strictObject({
        mode: z
          .enum(modes, `must be one of ${modes.join(', ')}`)
          .default('require')
          .describe('request: a client may come without one. A wrong one is refused in both modes.'),
        ca: file.describe('PEM file: the authorities whose certificates are accepted.'),
        forward: z
          .array(z.enum(facts, `must be one of ${facts.join(', ')}`), 'must be a list')
          .default([])
          .describe(
            'What the backend is told: subject (`X-Client-Cert-Subject`), fingerprint (`X-Client-Cert-Fingerprint`, SHA-256), certificate (`Client-Cert`, RFC 9440). Fields of these names from clients are always dropped.',
          ),
      })
      .optional()
      .describe('Absent: clients are not asked for a certificate.'),
  })
  .optional()
  .describe('Absent: connections are not encrypted.');
