import { posix } from 'node:path';
import type { Machine } from '../../evaluate/machine.ts';
import type { Site } from '../../evaluate/model.ts';
import { type MadeValue, unknown } from '../../evaluate/value.ts';
import type { Program } from '../../program.ts';
import { pluginsIn } from './plugin.ts';

const command = /\bfastify\s+start\s+(?<words>[^&|;]+)/;

/** Runs the plugin that `fastify start app.js` in a script of a package names, on an application made for it. */
export function runCommandLine(
  { project }: Program,
  machine: Machine,
  make: (site: Site) => MadeValue,
): void {
  for (const manifest of project.files.matching(/(?:^|\/)package\.json$/)) {
    const started = new Set(scriptsOf(project.readText(manifest)).flatMap(entryOf));
    for (const entry of started) {
      const file = moduleAt(machine, posix.join(posix.dirname(manifest), entry));
      if (file === null) continue;
      const site = { file, line: 1 };
      const exported = machine.exported(file, '=');
      for (const plugin of pluginsIn(exported, machine))
        machine.call(plugin, [make(site), unknown('options'), unknown('done')], site);
    }
  }
}

function scriptsOf(manifest: string | null): string[] {
  try {
    const { scripts } = JSON.parse(manifest ?? '{}') as { scripts?: unknown };
    const values: unknown[] = Object.values(scripts ?? {});
    return values.filter((each) => typeof each === 'string');
  } catch {
    return [];
  }
}

/** The file among the words of a command: the last one with the name of a script. */
function entryOf(script: string): string[] {
  const words = command.exec(script)?.groups?.['words']?.split(/\s+/) ?? [];
  return words.filter((word) => /\.[cm]?[jt]s$/.test(word)).slice(-1);
}

/** The module at a path, or the source of a build output such as `dist/app.js`. */
function moduleAt({ modules }: Machine, path: string): string | null {
  const source = path.replace(/\.([cm]?)js$/, '.$1ts');
  const places = [
    path,
    source,
    ...['src', ''].map((to) =>
      source.replace(/(^|\/)(?:dist|build|lib)\//, `$1${to === '' ? '' : `${to}/`}`),
    ),
  ];
  return places.find((each) => modules.has(each)) ?? null;
}
