import { describe, expect, it } from 'vitest';
import { connectFailure, resultOf, statusOf } from '../../../../src/proxy/forward/outcome.ts';

describe('a connection that this process has no descriptor or memory for', () => {
  it.each(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'])(
    'is our failure, not that of the destination: %s',
    (code) => {
      const failure = connectFailure(Object.assign(new Error(code), { code }));
      expect(failure).toBe('connect/proxy/exhausted');
      expect(statusOf(failure)).toBe(503);
      expect(resultOf(failure, undefined)).toBe('neither');
    },
  );
});
