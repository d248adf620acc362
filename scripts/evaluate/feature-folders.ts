import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noWishes } from '../../src/analyzer/cluster/pins/resolve-pins.ts';
import { proposeContexts } from '../../src/analyzer/cluster/propose.ts';
import { discoverFacts } from '../../src/analyzer/discover/index.ts';
import type { Facts } from '../../src/analyzer/facts.ts';
import { fineTruth } from './boundaries.ts';
import type { Truth } from './corpus.ts';
import { copyInLayers } from './layered-copy.ts';
import { type Agreement, agreementOf } from './partitions.ts';
import { table } from './table.ts';

const listFile = join(import.meta.dirname, '../../evaluation/feature-folders.json');

/** A code base whose folders are features: its own answer, once the folders are taken away. */
interface FeatureFolders {
  /** `owner/name`. */
  readonly repo: string;
  readonly commit: string;
  /** The folder that is analysed, relative to the repository. */
  readonly root: string;
  /** Globs of the folders that are a feature each, and of what in them is none; relative to the root. */
  readonly features: readonly string[];
  readonly exclude?: readonly string[];
  /** Whether nothing was tried on it. */
  readonly isHeldOut: boolean;
}

/** See `Truth`. */
type FineTruth = Pick<Truth, 'moduleLevels' | 'moduleExclusions'>;

/** The runs of every code base start from so many numbers. */
const seeds = [20_240_229, 1, 2, 3, 4];

/** Agreement of the fine contexts with the feature folders. */
interface Score {
  readonly files: number;
  readonly contexts: number;
  /** Mean and least over the seeds. */
  readonly ari: number;
  readonly leastAri: number;
  readonly mojoFm: number;
}

/** Each code base as it stands and with every file moved into a folder of its layer, then the means of both halves; as Markdown. */
export async function measureFeatureFolders(corpus: string, said: (text: string) => void): Promise<string> {
  const list = JSON.parse(readFileSync(listFile, 'utf8')) as readonly FeatureFolders[];
  const measured: { readonly of: FeatureFolders; readonly standing: Score; readonly layered: Score }[] = [];
  for (const of of list) {
    const root = join(corpus, (of.repo.split('/')[1] as string).toLowerCase(), of.root);
    if (!existsSync(root)) {
      said(`${of.repo} is not in the corpus folder: left out`);
      continue;
    }
    said(`feature folders of ${of.repo}`);
    const truth = { moduleLevels: of.features, moduleExclusions: of.exclude ?? [] };
    const standing = await score(await discoverFacts({ root }), truth, (path) => path);
    const copy = mkdtempSync(join(tmpdir(), 'banyan-layered-'));
    const places = copyInLayers(root, copy);
    const layered = await score(
      await discoverFacts({ root: copy }),
      truth,
      (path) => places.get(path) ?? path,
    );
    rmSync(copy, { recursive: true });
    measured.push({ of, standing, layered });
  }
  const rows = measured.map(({ of, standing, layered }) => [
    of.repo,
    of.commit.slice(0, 8),
    String(standing.files),
    ...saidOf(standing),
    ...saidOf(layered),
  ]);
  const halves = [false, true].map((isHeldOut) => {
    const half = measured.filter(({ of }) => of.isHeldOut === isHeldOut);
    const sides = [half.map(({ standing }) => standing), half.map(({ layered }) => layered)];
    return [isHeldOut ? '**held out**' : '**tried on**', '', '', ...sides.flatMap(saidOfHalf)];
  });
  const head = ['code', 'commit', 'files', 'as it stands', 'least', 'in layers', 'least'];
  return table(head, [...rows, ...halves]);
}

async function score(facts: Facts, truth: FineTruth, pathOf: (path: string) => string): Promise<Score> {
  const scores: { readonly contexts: number; readonly fine: Agreement }[] = [];
  for (const seed of seeds) {
    const decided = { wishes: noWishes, isQuick: false, seed };
    const { contexts, testsOf } = (await proposeContexts(facts, undefined, decided)).candidates.fine;
    const clusters = new Map(facts.modules.map(({ path }) => [pathOf(path), testsOf.get(path) ?? '<none>']));
    for (const { id, modules } of contexts) for (const path of modules) clusters.set(pathOf(path), id);
    const fine = agreementOf(clusters, fineTruth(truth, [...clusters.keys()]));
    scores.push({ contexts: contexts.length, fine });
  }
  return {
    files: scores[0]?.fine.files ?? 0,
    contexts: meanOf(scores.map(({ contexts }) => contexts)),
    ari: meanOf(scores.map(({ fine }) => fine.ari)),
    leastAri: Math.min(...scores.map(({ fine }) => fine.ari)),
    mojoFm: meanOf(scores.map(({ fine }) => fine.mojoFm)),
  };
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}

function saidOf({ ari, mojoFm, contexts, leastAri }: Score): string[] {
  return [`${ari.toFixed(2)} / ${mojoFm.toFixed(0)} (${contexts.toFixed(0)})`, leastAri.toFixed(2)];
}

/** The means of a half, over its code bases. */
function saidOfHalf(scores: readonly Score[]): string[] {
  const mean = (valueOf: (score: Score) => number): number => meanOf(scores.map(valueOf));
  return [
    `**${mean(({ ari }) => ari).toFixed(2)} / ${mean(({ mojoFm }) => mojoFm).toFixed(0)}**`,
    mean(({ leastAri }) => leastAri).toFixed(2),
  ];
}
