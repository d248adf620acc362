import type { ReceiverCounts } from '../../facts.ts';
import type { Machine } from '../evaluate/machine.ts';
import type { InjectedPlaces } from '../injection/injected-shapes.ts';
import type { Program } from '../program.ts';
import { createShaper } from '../shapes/create-shaper.ts';
import { settledSeen } from '../shapes/seen-shapes.ts';
import type { Shaper } from '../shapes/shaper.ts';
import { askOracle } from './ask-oracle.ts';
import { receiversOf } from './receivers.ts';

/** A shaper that knows what is injected and, if wanted, what the type checker says of receivers that are open without. */
export async function settleReceivers(
  program: Program,
  machine: Machine,
  injected: InjectedPlaces,
  { isPrecise = false }: { readonly isPrecise?: boolean | undefined },
): Promise<{ readonly shaper: Shaper; readonly receivers: () => ReceiverCounts }> {
  const seen = settledSeen(machine);
  const shaper = createShaper(program, seen, injected);
  const count = (by: Shaper, byOracle: number) => {
    const { total, open } = receiversOf(program, by);
    return { total, unresolved: open.length, byOracle };
  };
  if (!isPrecise) return { shaper, receivers: () => count(shaper, 0) };
  const { open } = receiversOf(program, shaper);
  if (open.length === 0) return { shaper, receivers: () => count(shaper, 0) };
  const { tsMorphOracle } = await import('./ts-morph-oracle.ts');
  const answered = askOracle(program, tsMorphOracle, open);
  const informed = createShaper(program, seen, new Map([...answered, ...injected]));
  return {
    shaper: informed,
    receivers: () => {
      const { total, unresolved } = count(informed, 0);
      return { total, unresolved, byOracle: open.length - unresolved };
    },
  };
}
