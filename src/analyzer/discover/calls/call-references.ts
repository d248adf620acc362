import type { Reference } from '../dependencies.ts';
import type { SourceModule } from '../source/read-code.ts';
import type { Shaper } from '../shapes/shaper.ts';
import { receiversOf } from './call-graph.ts';

/** A reference for every call of a method of a class or interface that another file declares. */
export function* callReferences(module: SourceModule, shaper: Shaper): Generator<Reference> {
  for (const code of module.functions) {
    for (const call of code.calls) {
      for (const { file, name } of receiversOf(shaper, call, { file: module.path, code })) {
        yield { from: module.path, to: file, kinds: ['call'], symbol: name, line: call.line };
      }
    }
  }
}
