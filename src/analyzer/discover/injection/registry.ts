import { awilix } from './awilix/awilix.ts';
import type { Container } from './container.ts';
import { inversify } from './inversify.ts';
import { nest } from './nest/nest.ts';
import { tsyringe } from './tsyringe.ts';
import { typedi } from './typedi.ts';

/** Every container that is known; adding one is one line here. */
export const containers: readonly Container[] = [awilix, inversify, nest, tsyringe, typedi];
