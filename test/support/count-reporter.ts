import type { Reporter, TestModule } from 'vitest/node';

/** Closes a run with one plain line, so that a skipped test is never overlooked: `tests: 120 passed, 0 failed, 2 skipped`. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') counts[state] += 1;
        else counts.failed += 1;
      }
      // A file that could not even be collected has no tests; it must still count.
      if (module.children.size === 0 && module.state() === 'failed') counts.failed += 1;
    }
    counts.failed += unhandledErrors.length;
    console.log(`tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
