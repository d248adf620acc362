import type { OperationFact } from '../facts.ts';
import { splitWords } from './vocabulary/words.ts';

/** Types of GraphQL whose fields are asked for by a client, not of an object. */
const rootTypes = new Set(['Query', 'Mutation', 'Subscription']);

/**
 * The words for what an operation is about: `order` of `order.byId`, of `Order.lines` and of the message `order.created`.
 * None for a name that is a sentence of its own, as that of a mutation or a scheduled job.
 */
export function subjectWords({ name }: Pick<OperationFact, 'name'>): string[] {
  const [first = '', ...rest] = name.split(/[./:]/).filter((part) => part !== '');
  return rest.length === 0 || rootTypes.has(first) || first.includes('{') ? [] : splitWords(first);
}
