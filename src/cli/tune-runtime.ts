import { setFlagsFromString } from 'node:v8';

/**
 * How the optimising compiler waits, by major version of V8: a budget in bytes of bytecode (67,584 by default), later a
 * number of calls (3,000). Only what an engine is known to have: it complains about anything else on stderr.
 */
const patience: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=1000000',
  12: '--invocation-count-for-turbofan=30000',
  13: '--invocation-count-for-turbofan=30000',
};

/**
 * Sets the engine up for an analysis, before its thread starts: a few seconds of much code of which little is hot, and much
 * that is kept.
 *
 * The compiler waits until code is really hot, and what is new has room (16 MB from the start) to be gone before it is looked
 * at. Settings of how garbage is collected would save more, but an engine that runs already may end itself over them. Figures
 * are in `docs/benchmarks.md`. Nothing in an unknown engine.
 */
export function tuneRuntime(): void {
  const flag = patience[Number.parseInt(process.versions.v8, 10)];
  if (flag === undefined) return;
  setFlagsFromString(flag);
  setFlagsFromString('--min-semi-space-size=16');
}
