import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Verdict } from '../../../src/model/analysis.ts';
import { addKernel } from './add-kernel.ts';
import { type Archetype, archetypes } from './archetypes.ts';
import type { Framework, Habits, Layout } from './blueprint.ts';
import { type Choices, createChoices } from './choices.ts';
import { industries } from './industries.ts';
import { type WrittenSite, writeSite } from './write-site.ts';

/** What is right about a generated monolith. */
export interface SyntheticTruth {
  readonly verdict: Verdict['decision'];
  /** Context of each production file that has one. */
  readonly contextOf: ReadonlyMap<string, string>;
  readonly shared: ReadonlySet<string>;
  readonly roots: ReadonlySet<string>;
  /** Files of which nothing is said: one that holds several contexts, parts of the kernel that one context uses or none. */
  readonly open: ReadonlySet<string>;
}

export interface Synthetic {
  readonly seed: number;
  readonly archetype: string;
  readonly files: ReadonlyMap<string, string>;
  readonly truth: SyntheticTruth;
}

/** A monolith with its truth: the same for the same seed; seeds go through the archetypes in turn. */
export function generate(seed: number): Synthetic {
  const archetype = archetypes[seed % archetypes.length] as Archetype;
  const choices = createChoices(Math.imul(seed + 1, 0x9e3779b1));
  const habits = habitsOf(archetype, choices);
  const grown = archetype.grow(choices.one(industries), choices, habits);
  const isApplication = archetype.isApplication ?? true;
  const kernel = isApplication ? addKernel(grown, habits, choices) : [];
  const site = writeSite({ components: [...grown, ...kernel], habits, isApplication });
  return { seed, archetype: archetype.name, files: site.files, truth: truthOf(archetype, site) };
}

/** Writes the files into a folder. */
export function writeTo(folder: string, { files }: Pick<Synthetic, 'files'>): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function truthOf({ verdict }: Archetype, site: WrittenSite): SyntheticTruth {
  const { pathOf, roots, moduleOf } = site;
  const contextOf = new Map<string, string>();
  const contextOfFeature = new Map<string, string>();
  for (const [{ kind, context, feature }, path] of pathOf) {
    if (kind !== 'kernel' && kind !== 'test' && context !== null) contextOf.set(path, context);
    if (feature !== null && context !== null) contextOfFeature.set(feature, context);
  }
  for (const [feature, path] of moduleOf) contextOf.set(path, contextOfFeature.get(feature) as string);
  const shared = sharedOf(site, contextOf);
  const tests = new Set([...pathOf].filter(([{ kind }]) => kind === 'test').map(([, path]) => path));
  const open = [...pathOf.values()].filter(
    (path) => !contextOf.has(path) && !shared.has(path) && !tests.has(path),
  );
  return { verdict, contextOf, shared, roots: new Set(roots), open: new Set(open) };
}

/**
 * What belongs to nobody: parts of the kernel that several contexts use, themselves or through other parts, or only the composition
 * roots. What one context uses can as well be a part of it, and of what nobody uses nothing can be said.
 */
function sharedOf({ pathOf, uses, roots }: WrittenSite, contextOf: ReadonlyMap<string, string>): Set<string> {
  const kernel = [...pathOf].filter(([{ kind }]) => kind === 'kernel');
  const usersOf = new Map(kernel.map(([, path]) => [path, new Set<string>()]));
  for (const { file, of } of uses) usersOf.get(pathOf.get(of) as string)?.add(file);
  const usedBy = (path: string, seen: Set<string>): string[] =>
    [...(usersOf.get(path) ?? [])].flatMap((user) => {
      if (seen.has(user)) return [];
      seen.add(user);
      return usersOf.has(user)
        ? usedBy(user, seen)
        : [contextOf.get(user) ?? (roots.includes(user) ? '<root>' : [])].flat();
    });
  return new Set(
    kernel
      .map(([, path]) => path)
      .filter((path) => {
        const users = new Set(usedBy(path, new Set()));
        const contexts = users.size - (users.has('<root>') ? 1 : 0);
        return contexts === 0 ? users.size > 0 : contexts > 1 || users.has('whole');
      }),
  );
}

function habitsOf(archetype: Archetype, choices: Choices): Habits {
  const framework = choices.one<Framework>(['express', 'nest']);
  const isNest = framework === 'nest';
  const layout = archetype.layout ?? choices.one<Layout>(['features', 'features', 'layers', 'mixed']);
  return {
    framework,
    layout,
    orm: isNest
      ? choices.one(['typeorm', 'typeorm', 'prisma'])
      : choices.one(['typeorm', 'mongoose', 'sequelize', 'prisma']),
    services: isNest ? 'injected' : choices.one(['instance', 'functions']),
    fileNames: isNest ? 'dotted' : choices.one(['dotted', 'kebab', 'camel', 'pascal']),
    workflowWord: choices.one(['workflow', 'use-case', 'handler', 'manager']),
    kernelFolder: choices.one(['shared', 'common', 'core', 'lib', 'platform', 'kit']),
    nested: layout !== 'layers' && choices.chance(0.5),
    barrels: choices.chance(0.4),
    alias: choices.chance(0.3),
    featureRoot: choices.one(['', 'modules', 'features', 'app']),
    plainMethods: choices.chance(0.5),
  };
}
