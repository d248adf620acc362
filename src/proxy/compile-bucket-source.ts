import type { BucketSource } from './snapshot.ts';

/** Where the key of a client comes from. */
export function compileBucketSource({
  cookie,
  header,
}: {
  cookie?: string | undefined;
  header?: string | undefined;
}): BucketSource {
  return cookie === undefined ? { header: header ?? '' } : { cookie };
}
