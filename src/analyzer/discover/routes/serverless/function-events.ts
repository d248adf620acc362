import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { mayBeTooDeep } from '../../../../lib/yaml-nesting.ts';

/** Loaded where there is such a configuration: most code bases have none. */
const loadYaml = () => createRequire(import.meta.url)('yaml') as typeof Yaml;

/** One HTTP event of a function of a `serverless.yml`. */
export interface FunctionEvent {
  readonly method: string;
  /** With `{id}` and `{proxy+}` as API Gateway writes them. */
  readonly path: string;
  /** `src/orders.create`: a file without extension and what it exports. */
  readonly handler: string;
}

/**
 * The HTTP events of a configuration of the Serverless Framework; empty for a text that is none or cannot be read.
 *
 * Source: the pages of the http and httpApi events in the documentation of the Serverless Framework.
 */
export function functionEvents(text: string): FunctionEvent[] {
  const data = plainData(text);
  const functions = propertyOf(data, 'functions');
  const groups = Array.isArray(functions) ? functions : [functions];
  return groups.flatMap((group) => Object.values(recordOf(group))).flatMap(eventsOf);
}

function plainData(text: string): unknown {
  if (mayBeTooDeep(text)) return null;
  const { LineCounter, parseDocument } = loadYaml();
  try {
    const document = parseDocument(text, {
      lineCounter: new LineCounter(),
      logLevel: 'silent',
      uniqueKeys: false,
    });
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    // Aliases that stand for too much, or none at all.
    return null;
  }
}

function eventsOf(definition: unknown): FunctionEvent[] {
  const handler = propertyOf(definition, 'handler');
  const events = propertyOf(definition, 'events');
  if (typeof handler !== 'string' || !Array.isArray(events)) return [];
  return events.flatMap((event) => {
    const http = propertyOf(event, 'http') ?? propertyOf(event, 'httpApi');
    const [method, path] =
      typeof http === 'string' ? shortForm(http) : [propertyOf(http, 'method'), propertyOf(http, 'path')];
    if (typeof method !== 'string' || typeof path !== 'string') return [];
    return [{ method: /^(?:any|\*)$/i.test(method) ? 'ALL' : method.toUpperCase(), path, handler }];
  });
}

/** `GET /orders/{id}`; `*` is everything. */
function shortForm(text: string): [string, string] | [] {
  if (text.trim() === '*') return ['ANY', '/{proxy+}'];
  const [method, path, ...rest] = text.trim().split(/\s+/);
  return method && path && rest.length === 0 ? [method, path] : [];
}

function propertyOf(value: unknown, name: string): unknown {
  return recordOf(value)[name];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
