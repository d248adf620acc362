import { z } from 'zod';
import { sizeBytes, wholeNumber } from '../quantity.ts';

export const limits = z
  .strictObject({
    maxHeadBytes: sizeBytes('1KiB', '1MiB')
      .prefault('16KiB')
      .describe('Largest request line and header section together.'),
    maxHeaderCount: wholeNumber(1, 1000).default(100).describe('Header lines of a message at most.'),
    replayLimit: sizeBytes('0B', '64MiB')
      .prefault('64KiB')
      .describe(
        'Largest request body kept for a possible fallback; a longer one is streamed and never repeated.',
      ),
    replayTotal: sizeBytes('0B', '4GiB').prefault('64MiB').describe('Sum of all bodies kept at one time.'),
  })
  .prefault({})
  .describe('How much of a message the proxy accepts and keeps.');
