import { type Outlook, standings, type Subject } from './outlook.ts';
import type { Uses } from './price.ts';

/**
 * What the runs would say of the contexts of an outlook, 0..1 for each; an estimate, since only the next analysis runs again.
 *
 * A module is taken to be with the others of its context of today as often as the runs had it there, with those of its rival as often as
 * they had it with these, and with nobody else; one with most of its ties elsewhere counts less, as in the analysis. 1 for a context without modules.
 */
export function confidences(data: Subject, uses: Uses, before: Outlook, after: Outlook): number[] {
  const rivals = new Map(data.decide.rivals.map(([module, ...rival]) => [module, rival]));
  const [heldBefore, heldAfter] = [holds(uses, before), holds(uses, after)];
  const origins = originsOf(before, after);
  const sums = after.ids.map(() => ({ sum: 0, of: 0 }));
  for (const module of after.home.keys()) {
    const sum = sums[contextOf(after, module)];
    if (sum === undefined) continue;
    const origin = contextOf(before, module);
    const said = (data.modules.confidence[module] as number) / 100;
    const own = origin === -1 ? 0 : Math.min(1, said / heldBefore(module));
    const [rival = -1, percent = 0] = rivals.get(module) ?? [];
    const around = origins[contextOf(after, module)] as Map<number, number>;
    const others = [...around.values()].reduce((all, count) => all + count, 0) - 1;
    const like = Math.max(0, (around.get(origin) ?? 0) - 1);
    const rivalling = rival === origin ? 0 : (around.get(rival) ?? 0);
    const agreement = others === 0 ? 1 : (like * own + (rivalling * percent) / 100) / others;
    sum.sum += Math.min(1, agreement) * heldAfter(module);
    sum.of++;
  }
  return sums.map(({ sum, of }) => (of === 0 ? 1 : sum / of));
}

/** Mean over the modules. */
export function meanConfidence(values: readonly number[], sizes: readonly number[]): number {
  const count = sizes.reduce((sum, size) => sum + size, 0);
  return count === 0
    ? 1
    : values.reduce((sum, value, context) => sum + value * (sizes[context] as number), 0) / count;
}

function contextOf({ home, standing }: Outlook, module: number): number {
  return standing[module] === standings.counted ? (home[module] as number) : -1;
}

/** For each context of `after` how many of its modules come from each context of `before`. */
function originsOf(before: Outlook, after: Outlook): Map<number, number>[] {
  const origins = after.ids.map(() => new Map<number, number>());
  for (const module of after.home.keys()) {
    const row = origins[contextOf(after, module)];
    const origin = contextOf(before, module);
    row?.set(origin, (row.get(origin) ?? 0) + 1);
  }
  return origins;
}

/** From this share of a module's ties on, 0..1, its context holds it. */
const majority = 0.5;

/** How well the ties of a module hold it in its context: .5 where none does, 1 from half of them on. */
function holds(uses: Uses, outlook: Outlook): (module: number) => number {
  const [all, inside] = [new Int32Array(outlook.home.length), new Int32Array(outlook.home.length)];
  for (let index = 0; index < uses.length; index += 4) {
    const [from, to] = [uses[index] as number, uses[index + 1] as number];
    const [left, right] = [contextOf(outlook, from), contextOf(outlook, to)];
    if (left === -1 || right === -1) continue;
    for (const end of [from, to]) {
      all[end] = (all[end] as number) + 1;
      if (left === right) inside[end] = (inside[end] as number) + 1;
    }
  }
  return (module) => {
    const count = all[module] as number;
    return count === 0 ? 1 : 0.5 + 0.5 * Math.min(1, (inside[module] as number) / count / majority);
  };
}
