import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitRepository } from '../support/git-repository.ts';
import { sourceTree } from '../support/source-tree.ts';
import { CliProcess } from '../support/spawn-cli.ts';

const accepted = {
  'src/orders/order.ts': "import { user } from '../users/user';\nexport const order = user;\n",
  'src/users/user.ts': 'export const user = 1;\n',
  'banyan.boundaries.yaml':
    'version: banyan/v1\ncontexts:\n  orders: { modules: [src/orders], uses: [users] }\n  users: { modules: [src/users] }\n',
};
const strict = {
  'banyan.boundaries.yaml': accepted['banyan.boundaries.yaml'].replace(', uses: [users]', ''),
};

/** Makes one thing in the program fail that it takes for granted. */
const defect = 'data:text/javascript,String.prototype.lastIndexOf = () => { throw new TypeError("ours") }';

function check(files: Record<string, string>, args: readonly string[] = [], environment = {}): CliProcess {
  return new CliProcess(['check', '--no-cache', ...args], { cwd: sourceTree(files), environment });
}

describe('the built banyan check ends with', () => {
  it('0 where the boundaries hold, with the result alone on stdout', async () => {
    const held = check(accepted);
    expect(await held.exitCode()).toBe(0);
    expect(held.stdout).toBe('The boundaries hold: 2 contexts, 2 modules.\n');
    expect(held.stderr).toBe('');
  });

  it('1 where they do not, in every form', async () => {
    for (const args of [[], ['--json'], ['--format', 'sarif'], ['--format', 'github'], ['--format', 'md']]) {
      const broken = check({ ...accepted, ...strict }, args);
      expect(await broken.exitCode()).toBe(1);
      expect(broken.stdout).toContain('orders may not use users');
      expect(broken.stderr).toMatch(/^Next: /);
    }
  });

  it.each([
    ['no boundaries', { 'a.ts': '' }, []],
    ['boundaries that are none', { ...accepted, 'banyan.boundaries.yaml': 'contexts: 1' }, []],
    ['a baseline that is none', { ...accepted, 'banyan.baseline.json': '[]' }, []],
    [
      'a baseline that is not sorted',
      {
        ...accepted,
        'banyan.baseline.json': '{"schemaVersion": 1, "violations": [{"key": "b"}, {"key": "a"}]}',
      },
      [],
    ],
    ['an unknown option', accepted, ['--nonsense']],
    ['an unknown form', accepted, ['--format', 'xml']],
    ['a folder that is not there', accepted, ['elsewhere']],
    ['no repository to compare with', accepted, ['--base']],
  ])('2 where it could not check: %s', async (_, files, args) => {
    const unable = check(files, args);
    expect(await unable.exitCode()).toBe(2);
    expect(unable.stdout).toBe('');
    expect(unable.stderr).toMatch(/^fix: /m);
    const json = check(files, [...args, '--json']);
    expect(await json.exitCode()).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, error: { code: expect.any(String) } });
  });

  it('70 where it is broken itself', async () => {
    const broken = check(accepted, [], { NODE_OPTIONS: `--import=${encodeURI(defect)}` });
    expect(await broken.exitCode()).toBe(70);
    expect(broken.stderr).toContain('This is a defect in banyan');
    expect(broken.stdout).toBe('');
  });

  it('130 where it was interrupted', async () => {
    const root = gitRepository([{ files: { 'readme.txt': '' } }]);
    mkdirSync(join(root, 'src'));
    for (let index = 0; index < 1_500; index++)
      writeFileSync(join(root, `src/order${index}.ts`), `export const order = ${index};\n`);
    writeFileSync(
      join(root, 'banyan.boundaries.yaml'),
      'version: banyan/v1\ncontexts:\n  orders: { modules: [src] }\n',
    );
    const interrupted = new CliProcess(['check', '--no-cache', '--base', 'HEAD'], { cwd: root });
    // It says what it compares with, and then reads the code.
    await interrupted.next(/it begins here/);
    interrupted.signal('SIGINT');
    expect(await interrupted.exitCode()).toBe(130);
  });
});
