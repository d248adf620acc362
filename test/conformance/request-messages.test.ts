import { requestMessages } from './cases/request-messages.ts';
import { playGroup } from './play-group.ts';

playGroup(requestMessages);
