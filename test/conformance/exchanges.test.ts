import { exchanges } from './cases/exchanges.ts';
import { playGroup } from './play-group.ts';

playGroup(exchanges);
