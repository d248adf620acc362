import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { stages } from '../../../src/proxy/pipeline.ts';

describe('the stages of an exchange', () => {
  it('follow one another from 3 on and carry the numbers of their page', async () => {
    expect(stages.map(({ number }) => number)).toEqual(stages.map((_stage, index) => index + 3));
    const page = await readFile(new URL('../../../docs/life-of-a-request.md', import.meta.url), 'utf8');
    const titles = [...page.matchAll(/^(\d+)\. \*\*(.+?)\*\*/gm)];
    expect(titles.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { number, name } of stages) {
      expect(titles[number - 1]?.[2]?.toLowerCase()).toContain(name);
    }
  });
});
