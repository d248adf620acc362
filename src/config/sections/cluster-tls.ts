import { z } from 'zod';
import { file, text } from './values.ts';

/** TLS to the https destinations of a cluster. Certificates are always verified: one that nobody signed is its own authority. */
export const clusterTls = z
  .strictObject({
    ca: file
      .optional()
      .describe('PEM file: the authorities that are trusted. Default: those that Node trusts.'),
    serverName: text
      .regex(/^[A-Za-z0-9._-]{1,253}$/, 'must be a host name')
      .optional()
      .describe(
        'The name that is asked for and that the certificate must have. Default: the host of the address.',
      ),
    certificate: file
      .optional()
      .describe('PEM file: the certificate of the proxy, for backends that ask for one.'),
    key: file.optional().describe('PEM file: its private key, without a passphrase.'),
  })
  .refine(
    ({ certificate, key }) => (certificate === undefined) === (key === undefined),
    'must have both certificate and key, or neither',
  )
  .optional()
  .describe('TLS to destinations whose address is https.');
