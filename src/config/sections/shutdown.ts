import { z } from 'zod';
import { delayMs, durationMs } from '../quantity.ts';

export const shutdown = z
  .strictObject({
    delay: delayMs
      .prefault('0s')
      .describe(
        'How long it goes on accepting, while `/readyz` says no and clients are asked to connect anew; as long as a load balancer needs to notice.',
      ),
    grace: durationMs
      .prefault('25s')
      .describe('How long running exchanges may take from then on; what is left is cut.'),
  })
  .prefault({})
  .describe(
    'What happens between SIGTERM and the end. Both together stay below what the orchestrator allows (30 s by default).',
  );
