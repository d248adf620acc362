import { faults } from './cases/faults.ts';
import { playGroup } from './play-group.ts';

playGroup(faults);
