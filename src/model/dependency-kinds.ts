/**
 * Why a module uses another: `value` and `type` imports, `dynamic` import(), `require`, `re-export`, constructor
 * `injection`, `call` of a member, `extends` (also implements), `metadata` (a type that a decorator needs at run time).
 */
export const dependencyKinds = [
  'value',
  'type',
  'dynamic',
  'require',
  're-export',
  'injection',
  'call',
  'extends',
  'metadata',
] as const;
