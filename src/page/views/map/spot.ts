import type { PageDocument } from '../../../report/page/page-document.ts';

/**
 * A thing on the map by its number: contexts first, by their position in the list, then nodes (modules, then entities).
 *
 * In an address it is `context:orders`, `module:src/a.ts` or `entity:Order`, which later reports understand too.
 */
export type Spot = number;

export const spotOfContext = (context: number): Spot => context;
export const spotOfNode = ({ contexts }: Pick<PageDocument, 'contexts'>, node: number): Spot =>
  contexts.length + node;

/** What a spot is: a context, or a node. */
export function readSpot(
  { contexts }: Pick<PageDocument, 'contexts'>,
  spot: Spot,
): { readonly context: number } | { readonly node: number } {
  return spot < contexts.length ? { context: spot } : { node: spot - contexts.length };
}

/** Context of a node, for a module that is deployed and for an entity; -1 for what is on no disc. */
export function contextOfNode({ modules, entities }: PageDocument, node: number): number {
  const count = modules.lines.length;
  if (node >= count) return entities[node - count]?.context ?? -1;
  return modules.roles[modules.role[node] ?? -1] === 'domain' ? (modules.context[node] ?? -1) : -1;
}

/** As the address has it. */
export function formatSpot(data: PageDocument, spot: Spot): string {
  const read = readSpot(data, spot);
  if ('context' in read) return `context:${data.contexts[read.context]?.id ?? ''}`;
  const count = data.modules.lines.length;
  return read.node < count
    ? `module:${data.names[read.node] ?? ''}`
    : `entity:${data.entities[read.node - count]?.name ?? ''}`;
}

/** Of the address; null for what this report does not have. */
export function parseSpot(data: PageDocument, text: string): Spot | null {
  const [, kind, name] = /^(context|module|entity):(.*)$/s.exec(text) ?? [];
  const count = data.modules.lines.length;
  if (kind === 'context') return found(data.contexts.findIndex(({ id }) => id === name));
  if (kind === 'entity')
    return found(
      data.entities.findIndex((entity) => entity.name === name),
      data.contexts.length + count,
    );
  if (kind !== 'module') return null;
  const module = data.names.indexOf(name ?? '');
  return module < count ? found(module, data.contexts.length) : null;
}

const found = (index: number, offset = 0) => (index < 0 ? null : index + offset);
