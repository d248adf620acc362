import { METHODS } from 'node:http';
import { canonicalPath } from '../../../src/proxy/routing/canonical-path.ts';
import { cut, readRequests, readResponse } from './read-message.ts';
import type { NodeReader } from './node-framing.ts';
import { readByNode } from './node-response.ts';

/** Where our reader and Node's disagree. */
export type FramingFault =
  /** Both accepted a request, but not the same one: what we forward is not what a backend in Node executes. */
  | 'differs'
  /** We accepted a request that Node refuses (a tab behind a coding, for one); it is forwarded in our own words. */
  | 'only-ours';

/**
 * Compares how a text is framed by our reader, cut into the given pieces, and by Node's. What we refuse is no fault: then no backend
 * sees anything of it.
 */
export async function framingFault(
  text: string,
  marks: readonly number[],
  node: NodeReader,
): Promise<FramingFault | undefined> {
  const accepted = acceptedOf(cut(text, marks));
  if (accepted.length === 0) return undefined;
  const { requests } = await node.read(text);
  for (const [index, ours] of accepted.entries()) {
    const theirs = requests[index];
    if (theirs === undefined) return 'only-ours';
    if (theirs.method !== ours.method || theirs.target !== ours.target || theirs.body !== ours.body)
      return 'differs';
  }
  return undefined;
}

/**
 * The complete requests that go on to a backend, up to the last of the connection: the one that ends it, asks for another protocol (what
 * follows is not HTTP to Node), has a method that Node does not know, or a target that is refused.
 */
function acceptedOf(pieces: readonly Buffer[]) {
  const complete = readRequests(pieces).requests.filter(({ isComplete }) => isComplete);
  const refused = complete.findIndex(
    ({ method, target, isUpgrade }) => isUpgrade || !METHODS.includes(method) || !canonicalPath(target).ok,
  );
  const last = complete.findIndex(({ keepsAlive }) => !keepsAlive);
  return complete.slice(0, Math.min(refused < 0 ? Infinity : refused, last < 0 ? Infinity : last + 1));
}

/**
 * Compares how the response that a backend gives before it ends the connection is framed by our reader, cut into the given pieces, and by Node's
 * client. What we refuse or call cut off is no fault: then no client takes it for a response. Nor is a 101: what follows is no message.
 */
export async function responseFault(
  text: string,
  marks: readonly number[],
  isHead: boolean,
): Promise<FramingFault | undefined> {
  const { response, refused } = readResponse(cut(text, marks), { isHead, endOfInput: true });
  if (refused !== undefined || !response.isComplete || response.status === 101) return undefined;
  const theirs = await readByNode(text, isHead);
  if (theirs === undefined || !theirs.isComplete) return 'only-ours';
  return theirs.status === response.status && theirs.body === response.body ? undefined : 'differs';
}
