import { pinKinds, type Pin } from '../../model/pins.ts';
import { parseConfig } from '../parse-config.ts';
import { checkTeamConfig } from './check-team-config.ts';
import { type TeamConfig, teamSchema } from './team-schema.ts';

/** A long list of single paths, for each module of a large code base; anything larger is no list of decisions. */
const maxTextLength = 4 * 1024 * 1024;

/** The pins of a `banyan.yaml`, each with its line; throws CONFIG_INVALID with every problem of the text at once. */
export function parseTeamConfig(text: string, name: string): Pin[] {
  const { data, lineOf } = parseConfig(text, {
    name,
    title: 'configuration of an analysis',
    schema: teamSchema,
    check: checkTeamConfig,
    environment: null,
    maxTextLength,
  });
  return data.pins.map((pin, index) => toPin(pin, `${name}:${lineOf(['pins', index])}`));
}

function toPin(pin: TeamConfig['pins'][number], at: string): Pin {
  const kind = pinKinds.find((each) => pin[each] !== undefined) as Pin['kind'];
  const { together, apart, pin: pinned, shared, ignore, stay, owner, rename, to, of, because } = pin;
  const group = together ?? pinned ?? shared ?? ignore ?? stay;
  return {
    kind,
    at,
    groups: apart ?? (group === undefined ? [] : [group]),
    context: of ?? rename ?? to ?? null,
    names: owner ?? (rename === undefined || to === undefined ? [] : [to]),
    because: because ?? null,
  };
}
