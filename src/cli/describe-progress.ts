import type { Progress } from '../analyzer/index.ts';

const phases: Readonly<Record<Progress['phase'], string>> = {
  read: 'reading files',
  link: 'linking imports',
  history: 'reading commits',
  cluster: 'finding contexts',
  judge: 'judging the proposal',
};

/** How far an analysis is, for the line that is written over. */
export function describeProgress({ phase, done, total }: Progress): string {
  return total === 0 ? phases[phase] : `${phases[phase]} ${done}/${total}`;
}
