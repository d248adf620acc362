/** `down`, `Migration.down`, `exports.down`. */
export function isReverse(name: string): boolean {
  return /(?:^|\.)(?:down|rollback|revert|undo)$/i.test(name);
}
