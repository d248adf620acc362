import { describe, expect, it } from 'vitest';
import { noiseOf } from '../../../../src/project/history/noise.ts';

function noise(
  subject: string,
  name = 'Ann',
  email = 'ann@example.com',
  paths = ['src/a.ts'],
): string | null {
  const changes = paths.map((path) => ({ path, from: null }));
  return noiseOf({ id: '1', author: { name, email }, subject, changes }, new Set());
}

describe('noise in a history', () => {
  it.each([
    ['dependabot[bot]', '49699333+dependabot[bot]@users.noreply.github.com'],
    ['renovate', 'bot@renovateapp.com'],
    ['Renovate Bot', 'renovate@whitesourcesoftware.com'],
    ['github-actions', 'action@github.com'],
    ['semantic-release-bot', 'semantic-release-bot@martynus.net'],
    ['our-ci-bot', 'ci@example.com'],
  ])('is what the bot %s does', (name, email) => expect(noise('feat: x', name, email)).toBe('bot'));

  it.each(['Abbott', 'Talbot', 'Robot Wars', 'Actions Jackson', 'Cindy'])('is not what %s does', (name) =>
    expect(noise('feat: x', name, `${name}@example.com`.replace(' ', '.'))).toBeNull(),
  );

  it.each([
    'v1.2.3',
    '1.2.3-rc.1',
    'chore(release): publish',
    'chore: bump version',
    'Release 2.106.0',
    'Version Packages',
  ])('is the release "%s"', (subject) => expect(noise(subject)).toBe('release'));

  it.each([
    'feat: release seats of a cancelled order',
    'fix: version conflict in cart',
    'Add 1.2.3 to the docs',
  ])('is not "%s"', (subject) => expect(noise(subject)).toBeNull());

  it('is a commit of nothing but lock files, manifests and change logs', () => {
    const paths = ['yarn.lock', 'apps/api/package.json', 'CHANGELOG.md', '.changeset/brave-cats.md'];
    expect(noise('update', 'Ann', 'a@b.c', paths)).toBe('release');
    expect(noise('update', 'Ann', 'a@b.c', [...paths, 'src/a.ts'])).toBeNull();
  });

  it.each(['style: tabs', 'chore: run prettier', 'Fix linting', 'Reformat with biome', 'whitespace'])(
    'is the formatting "%s"',
    (subject) => expect(noise(subject)).toBe('formatting'),
  );

  it('is a commit with more than thirty source files, whatever else is in it', () => {
    const sources = (count: number) => Array.from({ length: count }, (_, index) => `src/${index}.ts`);
    const others = Array.from({ length: 90 }, (_, index) => `i18n/${index}.json`);
    expect(noise('x', 'Ann', 'a@b.c', [...sources(30), ...others])).toBeNull();
    expect(noise('x', 'Ann', 'a@b.c', sources(31))).toBe('mass');
  });
});
