import type { Band } from '../../../model/band.ts';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { outside } from './lay-out-treemap.ts';

/** How something is filled. */
export interface Shade {
  /** A colour of the theme. */
  readonly fill: string;
  /** 0..1. */
  readonly opacity: number;
}

/** What the colours of the treemap say. */
export interface Shading {
  readonly shadeOf: (module: number, context: number) => Shade;
  /** What each shade means; none where the names of the contexts say it. */
  readonly legend: readonly { readonly shade: Shade; readonly meaning: string }[];
}

/** Commits from which on a module has the next shade. */
const churnSteps = [0, 1, 3, 10, 30] as const;

/** By context, of which each has its colour. */
export function byContext(colorOf: (context: number) => string): Shading {
  return {
    shadeOf: (_, context) => ({
      fill: context === outside ? 'var(--line-strong)' : colorOf(context),
      opacity: 0.5,
    }),
    legend: [],
  };
}

/** By the commits that changed each module. */
export function byChurn(commits: readonly number[]): Shading {
  const shades = churnSteps.map(
    (_, step): Shade => ({ fill: 'var(--series-1)', opacity: 0.08 + step * 0.2 }),
  );
  const stepOf = (module: number) => churnSteps.findLastIndex((from) => (commits[module] ?? 0) >= from);
  return {
    shadeOf: (module) => shades[stepOf(module)] as Shade,
    legend: churnSteps.map((from, step) => ({
      shade: shades[step] as Shade,
      meaning: rangeOf(from, churnSteps[step + 1]),
    })),
  };
}

function rangeOf(from: number, next: number | undefined): string {
  if (next === undefined) return `${from} commits or more`;
  return next - from === 1
    ? `${from} ${from === 1 ? 'commit' : 'commits'}`
    : `${from} to ${next - 1} commits`;
}

const bands: Readonly<Record<Band | 'none', Shade>> = {
  firm: { fill: 'var(--good)', opacity: 0.2 },
  likely: { fill: 'var(--series-4)', opacity: 0.45 },
  contested: { fill: 'var(--bad)', opacity: 0.65 },
  none: { fill: 'var(--line-strong)', opacity: 0.35 },
};

/** The bands of the document, from whole percents. */
function bandOf(percent: number): Band {
  return percent >= 90 ? 'firm' : percent >= 60 ? 'likely' : 'contested';
}

/** By how sure the context of each module is. */
export function byConfidence({ modules }: Pick<PageDocument, 'modules'>): Shading {
  return {
    shadeOf: (module, context) =>
      bands[context === outside ? 'none' : bandOf(modules.confidence[module] ?? 0)],
    legend: [
      { shade: bands.firm, meaning: 'firm, from 90 %' },
      { shade: bands.likely, meaning: 'likely, from 60 %' },
      { shade: bands.contested, meaning: 'contested, below' },
      { shade: bands.none, meaning: 'in no context' },
    ],
  };
}
