import { describe, expect, it } from 'vitest';
import {
  aloneOf,
  externalShape,
  stepOf,
} from '../../../../../src/analyzer/discover/shapes/external-shape.ts';

describe('externalShape', () => {
  it('gives the same shape for the same path, however it was reached', () => {
    const router = externalShape('express', ['Router', '()']);
    expect(stepOf(stepOf(externalShape('express', []), 'Router'), '()')).toBe(router);
    expect(router).toMatchObject({ package: 'express', path: ['Router', '()'], arguments: [], file: '' });
    expect(externalShape('koa', ['Router', '()'])).not.toBe(router);
  });

  it('is a shape of its own where there are type arguments, with the file that they stand in', () => {
    const args = [{ kind: 'other' }] as const;
    const repository = externalShape('typeorm', ['Repository', '()'], args, 'a.ts');
    expect(repository).toMatchObject({ arguments: args, file: 'a.ts' });
    expect(stepOf(repository, 'find')).toBe(externalShape('typeorm', ['Repository', '()', 'find']));
  });

  it('forgets the beginning of long paths', () => {
    const names = Array.from({ length: 14 }, (_, index) => `n${index}`);
    const end = names.reduce(stepOf, externalShape('lodash', []));
    expect(end.path).toEqual(names.slice(-12));
  });

  it('keeps the list of a shared shape alone', () => {
    const shape = externalShape('express', ['json']);
    expect(aloneOf(shape)).toEqual([shape]);
    expect(aloneOf({ ...shape })).toBeUndefined();
  });
});
