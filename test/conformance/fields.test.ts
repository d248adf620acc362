import { fields } from './cases/fields.ts';
import { playGroup } from './play-group.ts';

playGroup(fields);
