import { z } from 'zod';
import { wholeNumber } from '../quantity.ts';
import { text } from './values.ts';

export const listen = z
  .strictObject({
    host: text
      .min(1, 'must not be empty')
      .default('127.0.0.1')
      .describe('The address that the proxy listens on; 0.0.0.0 and :: mean every interface.'),
    port: wholeNumber(0, 65_535).default(8080).describe('The port that it listens on; 0 takes any free one.'),
  })
  .prefault({})
  .describe('Where the proxy accepts requests.');
