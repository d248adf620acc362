import type { AccessFact, JoinFact } from '../facts.ts';
import type { Access, Join } from './entities/discover-entities.ts';

/** An access as the later stages see it. */
export function toAccessFact({ entity, op, file, line, declaration, via, confidence }: Access): AccessFact {
  return { entity, op, file, line, function: declaration, via, confidence };
}

export function toJoinFact({ file, line, declaration, entities, via }: Join): JoinFact {
  return { file, line, function: declaration, entities: [...entities], via };
}
