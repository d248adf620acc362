import { posix } from 'node:path';
import type { Disk } from './disk.ts';
import { parseJsonc } from './jsonc.ts';
import type { Packages } from './packages.ts';

/** One configuration file; paths relative to the root. */
export interface RawConfig {
  readonly file: string;
  readonly extends: readonly string[];
  readonly references: readonly string[];
  /** As written; null where the configuration does not say. */
  readonly files: readonly string[] | null;
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[] | null;
  readonly options: Readonly<Record<string, unknown>>;
}

const configMaxBytes = 1_000_000;

type Report = (path: string, message: string) => void;

/** Reads configuration files once each, and what they extend, inside the boundary only. */
export interface ConfigFiles {
  /** Null when the file is missing or unusable. */
  readonly load: (file: string) => RawConfig | null;
  /** The configuration and what it extends, the most general first. */
  readonly chain: (config: RawConfig) => RawConfig[];
}

export function openConfigFiles(disk: Disk, packages: Packages, report: Report): ConfigFiles {
  const raw = new Map<string, RawConfig | null>();
  const load = (file: string): RawConfig | null => {
    const known = raw.get(file);
    if (known !== undefined) return known;
    const config = readConfig(disk, file, report);
    raw.set(file, config);
    return config;
  };

  const chain = (config: RawConfig): RawConfig[] => {
    const result: RawConfig[] = [];
    const open = [{ config, above: [] as readonly string[] }];
    for (let next = open.pop(); next; next = open.pop()) {
      const above = [...next.above, next.config.file];
      result.unshift(next.config);
      for (const target of next.config.extends) {
        const base = resolveExtends(disk, packages, next.config.file, target, report);
        const loaded = base === null ? null : load(base);
        if (loaded && above.includes(loaded.file))
          report(loaded.file, `${loaded.file} extends itself in a circle`);
        else if (loaded) open.push({ config: loaded, above });
      }
    }
    return result;
  };

  return { load, chain };
}

function readConfig(disk: Disk, file: string, report: Report): RawConfig | null {
  const bytes = disk.readBytes(file, configMaxBytes);
  if (bytes === 'missing' || (typeof bytes === 'string' && disk.kindOf(file) === 'folder')) return null;
  if (typeof bytes === 'string') {
    report(file, `${file} is ${bytes}; default settings are used`);
    return null;
  }
  try {
    return toRawConfig(file, parseJsonc(bytes.toString('utf8')));
  } catch (error) {
    report(file, `${file} is not valid (${(error as Error).message}); default settings are used`);
    return null;
  }
}

function toRawConfig(file: string, parsed: unknown): RawConfig {
  const config = asRecord(parsed);
  const references = Array.isArray(config['references']) ? config['references'] : [];
  return {
    file,
    extends: [config['extends']].flat().filter((each) => typeof each === 'string'),
    references: references
      .map((each) => asRecord(each)['path'])
      .filter((path) => typeof path === 'string')
      .map((path) => posix.join(posix.dirname(file), path)),
    files: textsOrNull(config['files']),
    include: textsOrNull(config['include']),
    exclude: textsOrNull(config['exclude']),
    options: asRecord(config['compilerOptions']),
  };
}

/** The file that `extends` names: relative, or in a package of the project; presets from node_modules carry no paths. */
function resolveExtends(
  disk: Disk,
  packages: Packages,
  from: string,
  target: string,
  report: Report,
): string | null {
  const isPath = target.startsWith('.') || posix.isAbsolute(target);
  const base = isPath ? joinFrom(from, target) : packagePath(packages, target);
  if (base === null) return null;
  for (const candidate of base.endsWith('.json')
    ? [base]
    : [`${base}.json`, posix.join(base, 'tsconfig.json'), base]) {
    if (disk.kindOf(candidate) === 'file') return candidate;
  }
  const isOutside = disk.readBytes(base, 0) === 'outside the project' || posix.isAbsolute(target);
  const reason = isOutside ? 'which lies outside the project and is not read' : 'which does not exist';
  report(from, `${from} extends ${target}, ${reason}`);
  return null;
}

function joinFrom(from: string, target: string): string {
  return posix.isAbsolute(target) ? target : posix.join(posix.dirname(from), target);
}

function packagePath(packages: Packages, target: string): string | null {
  const segments = target.split('/');
  const nameLength = target.startsWith('@') ? 2 : 1;
  const found = packages.named(segments.slice(0, nameLength).join('/'));
  return found ? posix.join(found.folder, ...segments.slice(nameLength)) : null;
}

function textsOrNull(list: unknown): string[] | null {
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : null;
}

/** The value as an object; empty when it is none. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
