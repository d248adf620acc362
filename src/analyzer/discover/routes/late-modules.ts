import type { Machine } from '../evaluate/machine.ts';
import type { Site } from '../evaluate/model.ts';
import type { ClosureValue, Value } from '../evaluate/value.ts';
import { newRouter, routerBehind } from './router.ts';

/** Whether a certain file is one of those that are loaded by a name that the code does not say. */
const lateConfidence = 0.5;

/**
 * Runs what `require(name)(app)` may have loaded where the name is not known: functions that are all that a module exports and that nobody was seen to call.
 *
 * Their routes stand below the router that was given, with half the confidence. The first such call counts. Linear in the files, when there is one.
 */
export function runLateModules(machine: Machine, files: readonly string[]): void {
  for (const { args, site } of machine.lateCalls) {
    if (args.some((arg) => arg.kind === 'made' && routerBehind(arg) !== null)) {
      const given = args.map((arg) => assumedPart(arg, site));
      for (const file of files) {
        const whole = wholeExport(machine, file);
        if (whole && !machine.ran.has(whole.code)) machine.invoke(whole, given);
      }
      return;
    }
  }
}

function wholeExport(machine: Machine, file: string): ClosureValue | null {
  const module = machine.modules.get(file);
  if (!module) return null;
  const isCommon = module.commonExports.has('=');
  if (!isCommon && !module.record.exports.some(({ name }) => name === 'default')) return null;
  const value = machine.exported(file, isCommon ? '=' : 'default');
  return value.kind === 'closure' ? value : null;
}

/** In place of a router one of its own below it. */
function assumedPart(value: Value, site: Site): Value {
  const router = value.kind === 'made' ? routerBehind(value) : null;
  if (router === null || value.kind !== 'made') return value;
  const part = newRouter(router.framework, site, false);
  router.mounts.push({ site, router: part, paths: [{ path: '', confidence: lateConfidence }] });
  return { ...value, thing: part };
}
