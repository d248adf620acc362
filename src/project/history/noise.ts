import { posix } from 'node:path';
import { isSourceName } from '../file-kinds.ts';
import type { LoggedCommit } from './logged-commit.ts';

/** Why a commit says nothing about what belongs together. */
export const noiseKinds = ['bot', 'release', 'formatting', 'mass'] as const;
export type Noise = (typeof noiseKinds)[number];

/** Source files in one commit above which it is a sweep over the code; `max-changeset-size` of code-maat is the same. */
const maxSourcesPerCommit = 30;

/** Says what kind of noise a commit is; null for a commit that counts. */
export function noiseOf(commit: LoggedCommit, ignored: ReadonlySet<string>): Noise | null {
  const { author, subject, changes } = commit;
  if (isBot(author)) return 'bot';
  if (releases.test(subject) || (changes.length > 0 && changes.every(({ path }) => isPlumbing(path))))
    return 'release';
  if (ignored.has(commit.id) || formats.test(subject)) return 'formatting';
  return changes.filter(({ path }) => isSourceName(path)).length > maxSourcesPerCommit ? 'mass' : null;
}

function isBot({ name, email }: LoggedCommit['author']): boolean {
  return bots.test(name) || bots.test(email.replace(/@.*/, '')) || botAddresses.test(email);
}

const bots =
  /\[bot\]$|^(?:dependabot|renovate|github-actions|semantic-release|greenkeeper|snyk|mergify|allcontributors|imgbot|crowdin|weblate|release-please|changeset|codegen|ci|travis|jenkins|gitlab)(?:[-\s_]?(?:bot|runner|preview))?$|[-\s_]bot$/i;
const botAddresses =
  /^(?:bot@(?:renovateapp|dependabot)\.com|support@(?:greenkeeper\.io|dependabot\.com)|semantic-release-bot@)|\[bot\]@/i;

const releases =
  /^(?:v?\d+\.\d+\.\d+(?:-[\w.]+)?$|(?:chore|build|ci|release)(?:\([^)]*\))?!?:? *(?:release|publish|bump|version|v?\d+\.\d+\.\d+)|(?:release|publish|bump|version bump|version packages|prepare (?:for )?release)\b)/i;

const formats =
  /^(?:style|format|fmt)(?:\([^)]*\))?!?:|\b(?:prettier|eslint --fix|lint(?:er)? fix(?:es)?|fix lint(?:ing)?|re-?format(?:ted|ting)?|code ?style|white ?space|indentation|(?:run|apply) (?:the )?(?:formatter|formatting|linter|prettier|biome))\b/i;

/** Files that a release or an update of packages changes, and nothing else says anything by. */
function isPlumbing(path: string): boolean {
  return plumbing.test(posix.basename(path)) || /(?:^|\/)\.changeset\//.test(path);
}

const plumbing =
  /^(?:package(?:-lock)?\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|lerna\.json|\.release-please-manifest\.json|version(?:\.\w+)?|changelog(?:\.\w+)?)$/i;
