import { isDataPackage } from '../discover/calls/data-effects.ts';
import { effectOf } from '../discover/calls/effects.ts';
import type { CallExpression, Expression, FunctionCode, Variable } from '../discover/source/code.ts';
import type { SourceModule } from '../discover/source/read-code.ts';
import type { Shape } from '../discover/shapes/shape.ts';
import type { Shaper } from '../discover/shapes/shaper.ts';
import { textsWrittenIn, unknownPart } from './alike.ts';
import type { CodeChange } from './code-change.ts';
import type { Trail } from './trail.ts';

interface Scene {
  readonly after: SourceModule;
  readonly shaper: Shaper;
  readonly trail: Trail;
}

/**
 * Whether a change has nothing to do with data, and changes nothing for who runs the functions: other texts are given to what has nothing
 * to do with data, and what came or went calls what has no effect, such as `console` and errors. Events and other systems are not
 * looked at: a text may be their name.
 */
export function isQuiet(change: CodeChange, scene: Scene): boolean {
  const { added, removed, exported, calls } = change;
  return (
    removed.length === 0 &&
    exported.every((name) => isFunction(scene.after.variables.get(name))) &&
    added.every(
      ({ templates, calls: own }) => templates.length === 0 && own.every((call) => isOfRoot(call)),
    ) &&
    calls.alone.every(
      ({ node, code }) => node.kind === 'call' && isOfRoot(node) && isWithoutEffect(node, code, scene),
    ) &&
    calls.alike.every(
      ({ before, after, code }) =>
        !textsWrittenIn([...before.arguments, ...after.arguments]).some(mayBeSql) &&
        isWithoutData(after, code, scene),
    )
  );
}

const sqlWord = String.raw`(?:select|insert|update|delete|with|merge|replace|truncate|create|alter|drop|begin|start|commit|rollback|explain|copy|rename|do)\b`;
const startsLikeSql = new RegExp(String.raw`^\s*(?:[-/(]|${sqlWord})`, 'i');
const holdsSqlWord = new RegExp(String.raw`\b(?:from|join|into|set|${sqlWord})`, 'i');

/** See `isStatement`; what is only known at run time may be the first word. */
function mayBeSql(text: string): boolean {
  return startsLikeSql.test(text) || (text.startsWith(unknownPart) && holdsSqlWord.test(text));
}

function isFunction(variable: Variable | undefined): boolean {
  return (
    (variable?.values.length ?? 0) > 0 && variable?.values.every(({ kind }) => kind === 'function') === true
  );
}

/** Whether what is called starts with a global or with what the file imports, which no other code decides. */
function isOfRoot({ callee }: CallExpression): boolean {
  let root: Expression = callee;
  while (root.kind === 'member') root = root.object;
  return root.kind === 'name' && (root.variable === null || root.variable.origin !== null);
}

function isWithoutEffect(call: CallExpression, code: FunctionCode, { after, shaper }: Scene): boolean {
  const shapes = shaper.ofExpression(call.callee, { file: after.path, code });
  const texts = textsWrittenIn(call.arguments);
  return shapes.length > 0 && shapes.every((shape) => isHarmless(shape, call)) && !texts.some(mayBeSql);
}

function isHarmless(shape: Shape, { isNew }: CallExpression): boolean {
  return (
    shape.kind === 'external' &&
    !isDataPackage(shape.package) &&
    effectOf({ package: shape.package, path: shape.path, isNew, isSeen: false }) === 'none'
  );
}

/** Whether a call is one of functions and classes of files that declare no data, or has no effect. */
function isWithoutData(call: CallExpression, code: FunctionCode, { after, shaper, trail }: Scene): boolean {
  const shapes = shaper.ofExpression(call.callee, { file: after.path, code });
  return (
    shapes.length > 0 &&
    shapes.every((shape) =>
      shape.kind === 'function' || shape.kind === 'class'
        ? !trail.declaring.includes(shape.file)
        : isHarmless(shape, call),
    )
  );
}
