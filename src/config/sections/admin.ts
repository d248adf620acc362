import { z } from 'zod';
import { wholeNumber } from '../quantity.ts';
import { text } from './values.ts';

const tokenSentence = 'must be a text of at least 16 characters without spaces';

export const admin = z
  .strictObject({
    host: text
      .min(1, 'must not be empty')
      .default('127.0.0.1')
      .describe('The address that it listens on. Anything but a loopback address needs a token.'),
    port: wholeNumber(0, 65_535).default(9901).describe('The port that it listens on; 0 takes any free one.'),
    token: z
      .string(tokenSentence)
      .regex(/^[!-~]{16,512}$/, tokenSentence)
      .optional()
      .describe(
        'What /metrics and /status ask for as `Authorization: Bearer …`. Let it come from the environment: `${BANYAN_ADMIN_TOKEN}`.',
      ),
    tokenFile: text
      .min(1, 'must not be empty')
      .optional()
      .describe('A file that holds the token, relative to the configuration; read again with it.'),
    allowedHosts: z
      .array(
        text.regex(/^[A-Za-z0-9.-]{1,253}$/, 'must be a host name without a port'),
        'must be a list of host names',
      )
      .default([])
      .describe(
        'Names by which it may be asked, beside localhost and any IP address. Other names are refused: a page in a browser could have made them up.',
      ),
  })
  .optional()
  .describe('Health, metrics and state of the proxy, on a listener of its own; absent: none.');
