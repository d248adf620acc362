import type { Container } from './container.ts';
import { nest } from './nest/nest.ts';

/** Every container that is known; adding one is one line here. */
export const containers: readonly Container[] = [nest];
