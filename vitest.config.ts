import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', './test/support/count-reporter.ts'],
    projects: [
      {
        test: {
          name: 'banyan',
          include: ['test/**/*.test.ts'],
          // What the command line remembers between runs stays out of the home folder.
          env: { XDG_CACHE_HOME: join(tmpdir(), `banyan-test-cache-${process.pid}`) },
          globalSetup: ['./test/support/fresh-page.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      'fixtures/monoliths/shop',
      'fixtures/services/catalog',
    ],
  },
});
