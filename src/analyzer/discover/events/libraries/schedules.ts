import { entryOf } from '../../entities/object-entries.ts';
import type { Expression } from '../../source/code.ts';
import { type EventLibrary, type LibraryCall, type Message, subscribes } from '../library.ts';

/** Clocks: node-cron, cron, node-schedule, croner, toad-scheduler, bree. The name of the operation is its time. */
export const schedules: EventLibrary = {
  name: 'schedule',
  packages: ['node-cron', 'cron', 'node-schedule', 'croner', 'toad-scheduler', 'bree'],
  transport: 'schedule',
  calls: {
    schedule: atFirst,
    scheduleJob: atFirst,
    Cron: atFirst,
    CronJob: atFirst,
    from: ({ path, argument, call }) =>
      path === 'CronJob.from'
        ? subscribes('schedule', argument(0, 'cronTime'), entryOf(call.arguments[0], 'onTick'))
        : null,
    AsyncTask: ({ argument, call }) => subscribes('schedule', argument(0), call.arguments[1]),
    Task: ({ argument, call }) => subscribes('schedule', argument(0), call.arguments[1]),
    Bree: ({ call }) => subscribes('schedule', namesOfJobs(entryOf(call.arguments[0], 'jobs'))),
  },
};

/** `schedule(time, run)`, `scheduleJob(name, time, run)`. */
function atFirst({ argument, call }: LibraryCall): Message {
  const isNamed = call.arguments.length > 2 && call.arguments[1]?.kind === 'literal';
  return subscribes(
    'schedule',
    argument(isNamed ? 1 : 0),
    call.arguments[isNamed ? 2 : 1],
    call.arguments.at(-1),
  );
}

function namesOfJobs(jobs: Expression | undefined): readonly Expression[] {
  const items = jobs?.kind === 'array' ? jobs.items : [];
  return items.flatMap((job) => (job.kind === 'object' ? (entryOf(job, 'name') ?? []) : [job]));
}

/** Schedules of Nest: methods that a clock calls. */
export const nestSchedule: EventLibrary = {
  name: 'nest-schedule',
  packages: ['@nestjs/schedule'],
  transport: 'schedule',
  decorators: {
    Cron: ({ argument, method }) => subscribes('schedule', argument(0), method),
    Interval: ({ argument, all, method }) =>
      subscribes('schedule', all().length > 1 ? argument(1) : argument(0), method),
    Timeout: ({ argument, all, method }) =>
      subscribes('schedule', all().length > 1 ? argument(1) : argument(0), method),
  },
};
