import type { CheckFormat } from '../check-format.ts';

export const jsonFormat: CheckFormat = {
  name: 'json',
  render: ({ contexts, ...verdict }) =>
    `${JSON.stringify({ schemaVersion: 1, ...verdict, contexts: contexts.map(({ id }) => id) }, null, 2)}\n`,
};
