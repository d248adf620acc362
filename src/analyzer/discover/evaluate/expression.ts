import { posix } from 'node:path';
import type { Expression, NameExpression } from '../source/code.ts';
import { arithmetic } from './arithmetic.ts';
import { modulesMatching } from './builtin-files.ts';
import { evaluateCallee } from './callee.ts';
import { decide } from './decide.ts';
import { literalSite } from './declared-at.ts';
import { membersShown } from './exports-of.ts';
import type { Machine } from './machine.ts';
import { joinTexts, toText } from './text.ts';
import {
  type Frame,
  isKnown,
  lateModule,
  noWraps,
  optionsOf,
  severalOf,
  text,
  undefinedValue,
  unknown,
  type Value,
} from './value.ts';

/** What an expression gives in a frame; evaluating it runs the calls in it. */
export function evaluateExpression(machine: Machine, frame: Frame, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string'
        ? text(expression.value)
        : { kind: 'scalar', value: expression.value };
    case 'regexp':
      return { kind: 'pattern', source: expression.source };
    case 'template':
      return evaluateTemplate(machine, frame, expression);
    case 'concat':
      return joinTexts([machine.evaluate(frame, expression.left), machine.evaluate(frame, expression.right)]);
    case 'name':
      return evaluateName(machine, frame, expression);
    case 'this':
      return frame.self ?? unknown('this');
    case 'super':
      return unknown('super');
    case 'member':
      return evaluateMember(machine, frame, expression);
    case 'call':
      return evaluateCall(machine, frame, expression);
    case 'function':
      return closureOf(expression.code, frame);
    case 'class':
      return { kind: 'class', code: expression.code, frame, statics: new Map() };
    case 'object':
      return evaluateObject(machine, frame, expression);
    case 'array':
      return { kind: 'array', items: evaluateList(machine, frame, expression.items) };
    case 'spread':
      return machine.evaluate(frame, expression.value);
    case 'element':
      return anyOf(machine.evaluate(frame, expression.list));
    case 'either':
      return evaluateEither(machine, frame, expression);
    case 'equal':
    case 'not': {
      const isTrue = decide(machine, frame, expression);
      return isTrue === null ? unknown('') : { kind: 'scalar', value: isTrue };
    }
    case 'assign':
      return evaluateAssign(machine, frame, expression);
    case 'cast':
      return machine.evaluate(frame, expression.value);
    case 'import':
      return evaluateImport(machine, frame, expression);
    case 'and':
      return decide(machine, frame, expression.left) === false
        ? { kind: 'scalar', value: false }
        : machine.evaluate(frame, expression.right);
    default: {
      const parts = expression.parts.map((part) => machine.evaluate(frame, part));
      if (expression.text === 'import.meta') return importMeta(frame);
      return arithmetic(expression.text, parts) ?? unknown(expression.text);
    }
  }
}

/** The module about itself; its URL is shown as the path, which is what is made of it. */
function importMeta({ file }: Frame): Value {
  const path = posix.join('/', file);
  const properties = new Map<string, Value>([
    ['url', text(path)],
    ['filename', text(path)],
    ['dirname', text(posix.dirname(path))],
    ['env', { kind: 'external', package: 'global', path: ['process', 'env'], wraps: [] }],
  ]);
  return { kind: 'object', properties, class: null, site: null, literal: null };
}

function closureOf(code: Extract<Expression, { kind: 'function' }>['code'], frame: Frame): Value {
  const self = code.isArrow ? frame.self : null;
  return { kind: 'closure', code, frame, self, wraps: noWraps, properties: new Map() };
}

function evaluateTemplate(
  machine: Machine,
  frame: Frame,
  template: Expression & { kind: 'template' },
): Value {
  const holes = template.holes.map((hole) => machine.evaluate(frame, hole));
  if (template.tag !== null) return callTag(machine, frame, template, holes);
  if (holes.length === 0) return text(template.texts[0] ?? '');
  const parts: Value[] = [];
  for (const [index, written] of template.texts.entries()) {
    const hole = holes[index];
    if (written !== '') parts.push(text(written));
    if (hole) parts.push(hole);
  }
  return joinTexts(parts);
}

/** A tag of a package gets the text, in which holes are left out, and after it what the holes hold. */
function callTag(
  machine: Machine,
  frame: Frame,
  template: Expression & { kind: 'template' },
  holes: readonly Value[],
): Value {
  const tag = template.tag && machine.evaluate(frame, template.tag);
  if (tag?.kind !== 'external') return unknown('template');
  const whole = template.texts.reduce((before, part, index) => {
    const hole = holes[index - 1];
    return `${before}${hole?.kind === 'text' ? hole.value : ' '}${part}`;
  });
  if (tag.package === 'global' && tag.path.join('.') === 'String.raw') return text(whole);
  const result = machine.call(tag, [text(whole), ...holes], { file: frame.file, line: template.line });
  return result.kind === 'made' ? result : unknown('template');
}

function evaluateName(machine: Machine, frame: Frame, { name, variable }: NameExpression): Value {
  if (variable) return machine.lookUp(frame, variable);
  switch (name) {
    case '__dirname':
      return text(posix.join('/', posix.dirname(frame.file)));
    case '__filename':
      return text(posix.join('/', frame.file));
    case 'undefined':
      return undefinedValue;
    case 'module':
      return machine.exported(frame.file, 'module');
    case 'exports':
      return machine.property(machine.exported(frame.file, 'module'), 'exports');
    default:
      return { kind: 'external', package: 'global', path: [name], wraps: noWraps };
  }
}

function evaluateMember(machine: Machine, frame: Frame, member: Expression & { kind: 'member' }): Value {
  const object = machine.evaluate(frame, member.object);
  if (typeof member.property === 'string') return machine.property(object, member.property);
  const keys = optionsOf(machine.evaluate(frame, member.property));
  return severalOf(
    keys.map((key) =>
      key.kind === 'text' || key.kind === 'scalar'
        ? machine.property(object, toText(key).value)
        : anyOf(object),
    ),
  );
}

/** Whatever an object can hold under a key that is not known. */
function anyOf(object: Value): Value {
  if (object.kind === 'array') return severalOf(object.items);
  if (object.kind === 'object' && object.properties.size > 0)
    return severalOf([...object.properties.values()]);
  if (object.kind === 'made') return { kind: 'method', self: object, name: '*' };
  return unknown('');
}

function evaluateList(machine: Machine, frame: Frame, items: readonly Expression[]): Value[] {
  const list: Value[] = [];
  for (const item of items) {
    const value = machine.evaluate(frame, item);
    if (item.kind !== 'spread' || value.kind !== 'array') list.push(value);
    else if (machine.allowance.takeRoom(value.items.length, { file: frame.file, line: item.line }))
      for (const each of value.items) list.push(each);
  }
  return list;
}

function evaluateCall(machine: Machine, frame: Frame, call: Expression & { kind: 'call' }): Value {
  const site = { file: frame.file, line: call.line };
  const args = evaluateList(machine, frame, call.arguments);
  if (call.callee.kind === 'super') return callSuper(machine, frame, args);
  if (isMetaGlob(call.callee)) return modulesMatching(machine, args[0], site);
  const callee = evaluateCallee(machine, frame, call.callee);
  const results = optionsOf(callee).map((each) => machine.call(each, args, site));
  const result = severalOf(results);
  return result.kind === 'unknown' && result.text === '' ? unknown(sourceOf(call), result.wraps) : result;
}

/** `import.meta.glob`, also of the older name. */
function isMetaGlob(callee: Expression): boolean {
  if (callee.kind !== 'member' || callee.object.kind !== 'other') return false;
  return (
    callee.object.text === 'import.meta' && (callee.property === 'glob' || callee.property === 'globEager')
  );
}

/** `super(…)` runs the constructor of the base class on the same object. */
function callSuper(machine: Machine, frame: Frame, args: readonly Value[]): Value {
  const { self } = frame;
  if (self?.kind === 'object')
    machine.call({ kind: 'method', self, name: 'super' }, args, { file: frame.file, line: 1 });
  return undefinedValue;
}

function evaluateObject(machine: Machine, frame: Frame, expression: Expression & { kind: 'object' }): Value {
  const { entries, line } = expression;
  const properties = new Map<string, Value>();
  for (const { key, value } of entries) {
    const given = machine.evaluate(frame, value);
    if (key === null) spreadInto(machine, properties, given);
    else if (typeof key === 'string') properties.set(key, given);
    else {
      for (const name of optionsOf(machine.evaluate(frame, key)))
        if (name.kind === 'text') properties.set(name.value, given);
    }
  }
  const site = literalSite(machine, { file: frame.file, line }, properties);
  return { kind: 'object', properties, class: null, site, literal: expression };
}

function spreadInto(machine: Machine, properties: Map<string, Value>, value: Value): void {
  for (const each of optionsOf(value)) {
    for (const [name, given] of membersShown(machine, each)) properties.set(name, given);
  }
}

function evaluateEither(
  machine: Machine,
  frame: Frame,
  { options, isFallback, test }: Expression & { kind: 'either' },
): Value {
  const isTrue = test && decide(machine, frame, test);
  if (isTrue !== null) return machine.evaluate(frame, options[isTrue ? 0 : 1] as Expression);
  const values = options.map((option) => machine.evaluate(frame, option));
  return isFallback ? firstOf(values) : severalOf(values);
}

/** The first that is known; what the environment or a package says is less known than a default, which is then a guess. */
function firstOf(values: readonly Value[]): Value {
  const known = values.find((each) => isKnown(each) && each.kind !== 'external') ?? values.find(isKnown);
  if (!known) return values[0] ?? undefinedValue;
  const isGuess = known.kind === 'text' && values[0]?.kind !== 'text' && values[0]?.kind !== 'scalar';
  return isGuess ? text(known.value, false) : known;
}

function evaluateAssign(
  machine: Machine,
  frame: Frame,
  { target, value }: Expression & { kind: 'assign' },
): Value {
  const given = machine.evaluate(frame, value);
  if (target.kind === 'name') {
    if (target.variable) setVariable(frame, target.variable, given);
    return given;
  }
  const object = machine.evaluate(frame, target.object);
  const names =
    typeof target.property === 'string'
      ? [target.property]
      : keysOf(machine.evaluate(frame, target.property));
  for (const name of names) for (const each of optionsOf(object)) machine.assign(each, name, given);
  return given;
}

function keysOf(value: Value): string[] {
  return optionsOf(value).flatMap((each) => (each.kind === 'text' ? [each.value] : []));
}

/** Branches may or may not run, so an assignment adds to what a variable holds. */
function setVariable(frame: Frame, variable: NonNullable<NameExpression['variable']>, value: Value): void {
  let place: Frame | null = frame;
  while (place && place.code !== variable.owner) place = place.parent;
  if (!place) return;
  const known = place.variables.get(variable);
  place.variables.set(variable, known && isKnown(known) ? severalOf([known, value]) : value);
}

function evaluateImport(machine: Machine, frame: Frame, expression: Expression & { kind: 'import' }): Value {
  const name = expression.isRequire ? '=' : '*';
  if (expression.specifier !== null) {
    if (expression.isRequire) runModule(machine, frame.file, expression.specifier);
    return machine.imported(frame.file, expression.specifier, name);
  }
  const targets = optionsOf(machine.evaluate(frame, expression.source));
  return severalOf(
    targets.map((target) => {
      // A guess counts where it leads to a module: the default of a setting.
      if (target.kind !== 'text' || (!target.isExact && target.value.includes('{'))) return lateModule;
      const isAbsolute = target.value.startsWith('/');
      const path = isAbsolute
        ? posix.relative(posix.join('/', posix.dirname(frame.file)), target.value)
        : target.value;
      return machine.imported(frame.file, isAbsolute && !path.startsWith('.') ? `./${path}` : path, name);
    }),
  );
}

/** `require('./orders')` inside of a group of routes runs the module there. */
function runModule(machine: Machine, file: string, specifier: string): void {
  const resolution = machine.resolver.resolve(file, specifier);
  if (resolution.kind === 'module' && machine.modules.has(resolution.path))
    machine.loadModule(resolution.path);
}

/** A short source form of an expression, for placeholders. */
function sourceOf(expression: Expression): string {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'this':
      return 'this';
    case 'member':
      return typeof expression.property === 'string'
        ? `${sourceOf(expression.object)}.${expression.property}`
        : sourceOf(expression.object);
    case 'call':
      return `${sourceOf(expression.callee)}(${literalOf(expression.arguments[0])})`;
    case 'other':
      return expression.text;
    default:
      return 'expr';
  }
}

function literalOf(expression: Expression | undefined): string {
  return expression?.kind === 'literal' && typeof expression.value === 'string'
    ? `'${expression.value}'`
    : '';
}
