import type { ConformanceGroup } from '../case.ts';
import { connections } from './connections.ts';
import { exchanges } from './exchanges.ts';
import { faults } from './faults.ts';
import { fields } from './fields.ts';
import { http2 } from './http2.ts';
import { requestMessages } from './request-messages.ts';
import { targets } from './targets.ts';

export const conformanceGroups: readonly ConformanceGroup[] = [
  requestMessages,
  targets,
  fields,
  faults,
  exchanges,
  connections,
  http2,
];
