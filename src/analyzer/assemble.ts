import { by, byCodeUnit, sortedUnique } from '../lib/ordered.ts';
import {
  type Analysis,
  ANALYSIS_SCHEMA_VERSION,
  type AnalysisModule,
  type BoundedContext,
} from '../model/analysis.ts';
import { assembleBoundaries } from './assemble-boundaries.ts';
import { assembleHistory, ownersOfContext } from './assemble-history.ts';
import { decideKernel } from './assemble-kernel.ts';
import {
  type ContextOf,
  ownEntities,
  ownJoins,
  ownOperations,
  ownRoutes,
  ownTransactions,
} from './assemble-ownership.ts';
import { explainModules } from './assemble-reasons.ts';
import { bandOf } from '../model/band.ts';
import { displayName } from './cluster/name-contexts.ts';
import type { Candidate, Proposal } from './cluster/propose.ts';
import { modularityOf } from './cluster/propose.ts';
import { topTerms } from './cluster/vocabulary/top-terms.ts';
import { type Decision, undecided } from './decide.ts';
import type { Facts } from './facts.ts';
import { placeInFiles } from './god-files/place-in-files.ts';
import { statefulModules } from './stateful-modules.ts';
import { judgeProposal, type Subject } from './judge/index.ts';

/** Joins facts and proposal to the document: every list sorted, every number rounded, nothing left out. */
export function assemble(
  facts: Facts,
  proposal: Proposal,
  version: string,
  { pins, pinsOf, withoutPins, owners, diagnostics }: Omit<Decision, 'proposal'> = undecided(proposal),
): Analysis {
  const candidate = proposal.candidates[proposal.recommended];
  const contextOf = new Map(
    candidate.contexts.flatMap(({ id, modules }) => modules.map((path) => [path, id] as const)),
  );
  const entities = ownEntities(facts.entities, contextOf);
  const known = { ...facts, isStateful: stateTest(facts) };
  const subject: Subject = {
    modules: assembleModules(facts, proposal, contextOf, { pinsOf, withoutPins }),
    dependencies: [...facts.dependencies],
    routes: ownRoutes(facts.routes, contextOf, entities, known),
    operations: ownOperations(facts.operations, contextOf, entities, known),
    entities,
    events: [...facts.events],
    transactions: ownTransactions(facts.transactions, entities),
    accesses: [...facts.accesses],
    joins: ownJoins(facts.joins, entities),
    calls: facts.calls,
    typeOnly: new Set(facts.modules.filter(({ isTypeOnly }) => isTypeOnly).map(({ path }) => path)),
    state: facts.state,
    outbound: [...facts.outbound],
    history: assembleHistory(facts),
    ...(facts.runtime === null ? {} : { runtime: facts.runtime }),
    sharedKernel: decideKernel(facts, pathsOf(proposal, 'shared'), contextOf),
    contexts: proposedContexts(candidate),
  };
  const { calls: _, typeOnly: __, ...documented } = subject;
  const { metricsOf, ...judgement } = judgeProposal(subject, {
    stability: proposal.candidates.balanced.stability,
    randomStability: proposal.randomStability,
    modularity: modularityOf(proposal),
  });
  const document: Analysis = {
    schemaVersion: ANALYSIS_SCHEMA_VERSION,
    tool: { name: 'banyan', version },
    root: '.',
    commit: facts.commit,
    summary: summarise(facts, proposal),
    ...documented,
    accesses: [...documented.accesses],
    joins: [...documented.joins],
    state: [...documented.state],
    unresolvedImports: [...facts.unresolvedImports],
    contexts: assembleContexts(subject, facts, candidate, metricsOf, owners),
    boundaries: assembleBoundaries(candidate, contextOf),
    candidates: assembleCandidates(proposal.candidates),
    recommended: proposal.recommended,
    ...(pins.length === 0 ? {} : { pins: [...pins] }),
    ...judgement,
    diagnostics: [...facts.diagnostics, ...diagnostics, ...aboutThe(proposal, subject.modules)],
  };
  return placeInFiles(document, facts.modules);
}

function proposedContexts(candidate: Candidate): Subject['contexts'] {
  return candidate.contexts.map(({ id, modules }) => ({
    id,
    modules: [...modules],
    confidence: meanConfidence(modules, candidate),
  }));
}

/** Where no access to data was found anywhere, any module may hold some. */
function stateTest(facts: Facts): (path: string) => boolean {
  const stateful = statefulModules(facts);
  return facts.accesses.length === 0 ? () => true : (path) => stateful.has(path);
}

function summarise(facts: Facts, { layout }: Proposal): Analysis['summary'] {
  return {
    files: facts.modules.filter(({ part }) => !part).length,
    lines: facts.modules.reduce((sum, { lines }) => sum + lines, 0),
    unresolvedImports: facts.unresolvedImports.length,
    frameworks: sortedUnique(facts.frameworks),
    orms: sortedUnique(facts.orms),
    folders: layout,
    receivers: { ...facts.receivers },
  };
}

function assembleModules(
  facts: Facts,
  proposal: Proposal,
  contextOf: ContextOf,
  { pinsOf, withoutPins }: Pick<Decision, 'pinsOf' | 'withoutPins'>,
): AnalysisModule[] {
  const candidate = proposal.candidates[proposal.recommended];
  const confidenceOf = confidenceIn(candidate, contextOf);
  const reasons = explainModules(proposal, facts.dependencies, contextOf);
  return facts.modules
    .map(({ path, lines, part }) => ({
      path,
      lines,
      role: proposal.roleOf.get(path) ?? 'domain',
      context: contextOf.get(path) ?? candidate.testsOf.get(path) ?? null,
      ...certaintyIn(candidate, confidenceOf, path),
      ...(reasons.get(path) ?? { because: [] }),
      ...(pinsOf.has(path) ? { pins: [...(pinsOf.get(path) ?? [])] } : {}),
      ...(withoutPins.has(path) ? { withoutPins: withoutPins.get(path) as string | null } : {}),
      ...ownersOf(path, facts),
      ...(part && { part: { file: part.file, symbol: part.symbol, line: part.line, endLine: part.endLine } }),
    }))
    .sort(by(({ path }) => path));
}

/** What follows a context without having been clustered is as sure as the context. */
function confidenceIn(candidate: Candidate, contextOf: ContextOf): Map<string, number> {
  const ofContext = new Map(
    candidate.contexts.map(({ id, modules }) => [id, meanConfidence(modules, candidate)]),
  );
  return new Map(
    [...contextOf, ...candidate.testsOf].map(([path, context]) => [
      path,
      candidate.confidenceOf.get(path) ?? (ofContext.get(context) as number),
    ]),
  );
}

/** Below this share of the runs, 0..1, another context is no alternative worth a line. */
const minRival = 0.1;

function certaintyIn(
  { rivalOf }: Candidate,
  confidenceOf: ReadonlyMap<string, number>,
  path: string,
): Pick<AnalysisModule, 'confidence' | 'band' | 'rival'> {
  const confidence = confidenceOf.get(path);
  if (confidence === undefined) return { confidence: 1 };
  const rival = rivalOf.get(path);
  return {
    confidence: rounded(confidence),
    band: bandOf(confidence),
    ...(rival && rival.confidence >= minRival
      ? { rival: { context: rival.context, confidence: rounded(rival.confidence) } }
      : {}),
  };
}

function ownersOf(path: string, { owners }: Facts): Pick<AnalysisModule, 'owners'> {
  const own = owners.get(path);
  return own === undefined ? {} : { owners: [...own] };
}

/** Why there are not as many contexts as were asked for, and what is in none. */
function aboutThe(
  { countMissed: message }: Proposal,
  modules: readonly AnalysisModule[],
): Analysis['diagnostics'] {
  const missed = { severity: 'warning' as const, code: 'CONTEXT_COUNT_MISSED' };
  return [
    ...(message === null ? [] : [{ ...missed, message }]),
    ...frontEnd(modules),
    ...outsideOfTheApplication(modules),
  ];
}

/** Named examples of a diagnostic; the modules themselves have all of them. */
const maxExamples = 5;

/** Says what is a front end, and where. */
function frontEnd(modules: readonly AnalysisModule[]): Analysis['diagnostics'] {
  const own = modules.filter(({ role }) => role === 'front-end').map(({ path }) => path);
  const [first] = own;
  if (first === undefined) return [];
  const sizes = new Map<string, number>();
  for (const path of own) {
    const folder = path.split('/').slice(0, -1).slice(0, 2).join('/') || '.';
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  const largest = [...sizes].sort(
    by(
      ([, size]) => -size,
      ([folder]) => folder,
    ),
  );
  const folders = largest.slice(0, maxExamples).map(([folder, size]) => `${folder}: ${size}`);
  return [
    {
      severity: 'note',
      code: 'FRONT_END_SET_ASIDE',
      message: `${own.length} modules are a front end, a deployable of its own: they follow the contexts that they show and count for none (${folders.join(', ')}${sizes.size > folders.length ? ', …' : ''})`,
      location: { path: first, line: 1 },
    },
  ];
}

/** Says which domain modules are in no context, so that nobody takes their absence for an answer. */
function outsideOfTheApplication(modules: readonly AnalysisModule[]): Analysis['diagnostics'] {
  const outside = modules.filter(({ role, context }) => role === 'domain' && context === null);
  const [first] = outside;
  if (!first) return [];
  const examples = outside.slice(0, maxExamples).map(({ path }) => path);
  const more = outside.length > examples.length ? ` and ${outside.length - examples.length} more` : '';
  return [
    {
      severity: 'note',
      code: 'NOT_PART_OF_THE_APPLICATION',
      message: `${outside.length} modules are in no context: tools, or programs without an entity, a route or a tie to what has one (${examples.join(', ')}${more})`,
      location: { path: first.path, line: 1 },
    },
  ];
}

function assembleContexts(
  { contexts, routes, operations, entities }: Subject,
  facts: Facts,
  candidate: Candidate,
  metricsOf: ReadonlyMap<string, Record<string, number>>,
  owners: Decision['owners'],
): BoundedContext[] {
  const vocabulary = topTerms(
    contexts.map(({ modules }) => modules),
    new Map(facts.modules.map(({ path, terms }) => [path, terms])),
  );
  return contexts.map(({ id, modules, confidence }, index) => ({
    id,
    name: displayName(id),
    modules: withTests(modules, id, candidate),
    routes: sortedUnique(
      routes.filter(({ context }) => context === id).map(({ method, path }) => `${method} ${path}`),
    ),
    operations: sortedUnique(
      operations.filter(({ context }) => context === id).map(({ protocol, name }) => `${protocol} ${name}`),
    ),
    entities: sortedUnique(entities.filter(({ context }) => context === id).map(({ name }) => name)),
    confidence,
    band: bandOf(confidence),
    metrics: metricsOf.get(id) ?? {},
    vocabulary: vocabulary[index] ?? [],
    owners: [...(owners.get(id) ?? ownersOfContext(modules, facts.owners))],
  }));
}

function assembleCandidates({ coarse, balanced, fine }: Proposal['candidates']): Analysis['candidates'] {
  return {
    coarse: assembleCandidate(coarse),
    balanced: assembleCandidate(balanced),
    fine: assembleCandidate(fine),
  };
}

function assembleCandidate(candidate: Candidate): Analysis['candidates']['coarse'] {
  return {
    contexts: candidate.contexts.map(({ id, modules }) => ({
      id,
      modules: withTests(modules, id, candidate),
    })),
  };
}

function withTests(modules: readonly string[], id: string, { testsOf }: Candidate): string[] {
  const tests = [...testsOf].filter(([, context]) => context === id).map(([path]) => path);
  return [...modules, ...tests].sort(byCodeUnit);
}

function meanConfidence(modules: readonly string[], { confidenceOf }: Candidate): number {
  const known = modules.flatMap((path) => confidenceOf.get(path) ?? []);
  return known.length === 0 ? 1 : rounded(known.reduce((sum, each) => sum + each, 0) / known.length);
}

function pathsOf({ roleOf }: Proposal, role: AnalysisModule['role']): Set<string> {
  return new Set([...roleOf].filter(([, each]) => each === role).map(([path]) => path));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
