import { describe, expect, it } from 'vitest';
import { difference, type FileList, isAnsweredAlike, recordFiles } from '../../../src/project/file-list.ts';

const files = ['README.md', 'api/schema.prisma', 'api/src/main.ts', 'package.json'];

/** Whether what was asked has the same answer when a path comes or goes. */
function isAlike(ask: (list: FileList) => unknown, path: string): boolean {
  const { list, questions } = recordFiles(files);
  ask(list);
  return isAnsweredAlike(questions, [path]);
}

describe('a list of files', () => {
  it('answers in order', () => {
    const { list } = recordFiles(files);
    expect(list.has('package.json')).toBe(true);
    expect(list.matching(/\.(?:prisma|json)$/)).toEqual(['api/schema.prisma', 'package.json']);
    expect(list.fitting('api/**/*.ts')).toEqual(['api/src/main.ts']);
    expect(list.below('api')).toEqual(['api/schema.prisma', 'api/src/main.ts']);
    expect(list.below('')).toEqual(files);
  });

  it.each<[string, (list: FileList) => unknown, string, string]>([
    ['a path', (list) => list.has('api/nx.json'), 'api/nx.json', 'api/nx.jsonc'],
    ['a pattern', (list) => list.matching(/\.SQL$/i), 'a.sql', 'a.sql.md'],
    ['a glob', (list) => list.fitting('api/*.graphql'), 'api/a.graphql', 'web/a.graphql'],
    ['a folder', (list) => list.below('api'), 'api/a.md', 'apis/a.md'],
  ])('knows of %s which files would change the answer', (_, ask, other, unasked) => {
    expect([isAlike(ask, other), isAlike(ask, unasked)]).toEqual([false, true]);
  });

  it('tells which files came and which went', () => {
    expect(difference(['a', 'b', 'c'], ['b', 'c', 'd'])).toEqual(['a', 'd']);
  });
});
