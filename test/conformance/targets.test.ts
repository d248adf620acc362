import { targets } from './cases/targets.ts';
import { playGroup } from './play-group.ts';

playGroup(targets);
