import type { PageDocument } from '../../../report/page/page-document.ts';
import { nodeName } from '../../reading/ties.ts';
import { readSpot, type Spot } from './spot.ts';

/** Name of a context, path of a module, or name of an entity. */
export function spotName(data: PageDocument, spot: Spot): string {
  const read = readSpot(data, spot);
  return 'context' in read ? (data.contexts[read.context]?.name ?? '') : nodeName(data, read.node);
}
