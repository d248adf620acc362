import { http2 } from './cases/http2.ts';
import { playGroup } from './play-group.ts';

playGroup(http2);
