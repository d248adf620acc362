import type { Decoration } from '../decorations.ts';
import { middlewareNames } from '../middleware-names.ts';

/**
 * What a method of a controller runs through before it: guards, then interceptors, then pipes, those of the class before its own.
 *
 * Decorators are applied from the last to the first and add to what is there, base classes first.
 *
 * Source: `extendArrayMetadata` and RouterExecutionContext of Nest.
 */
export function middlewareOf(ofClass: readonly Decoration[], ofMethod: readonly Decoration[]): string[] {
  const applied = [...ofClass.toReversed(), ...ofMethod.toReversed()];
  return ['UseGuards', 'UseInterceptors', 'UsePipes'].flatMap((name) =>
    applied.flatMap((each) =>
      each.name === name && each.package === '@nestjs/common' ? middlewareNames(each.args) : [],
    ),
  );
}
