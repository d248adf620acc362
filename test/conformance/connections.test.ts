import { connections } from './cases/connections.ts';
import { playGroup } from './play-group.ts';

playGroup(connections);
