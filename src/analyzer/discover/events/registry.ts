import { amqp } from './libraries/amqp.ts';
import { eventBridge, sns, sqs } from './libraries/aws.ts';
import { bull, nestBull } from './libraries/bull.ts';
import { googlePubSub, serviceBus } from './libraries/cloud.ts';
import { cqrs, cqrsEvents } from './libraries/cqrs.ts';
import { emitters } from './libraries/emitters.ts';
import { agenda, pgBoss } from './libraries/job-stores.ts';
import { kafka } from './libraries/kafka.ts';
import { nats } from './libraries/nats.ts';
import { nestGrpc } from './libraries/nest-grpc.ts';
import { nestMicroservices } from './libraries/nest-microservices.ts';
import { ormHooks, ormSubscribers } from './libraries/orm-hooks.ts';
import { postgres } from './libraries/postgres.ts';
import { redis } from './libraries/redis.ts';
import { nestWebsockets } from './libraries/nest-websockets.ts';
import { nestSchedule, schedules } from './libraries/schedules.ts';
import { socketIo } from './libraries/socket-io.ts';
import { ws } from './libraries/ws.ts';
import type { EventLibrary } from './library.ts';

/** Every library that is known to send, receive or call at a time; adding one is one line here. */
export const eventLibraries: readonly EventLibrary[] = [
  emitters,
  cqrs,
  cqrsEvents,
  nestGrpc,
  nestMicroservices,
  nestWebsockets,
  bull,
  nestBull,
  kafka,
  amqp,
  nats,
  redis,
  sqs,
  sns,
  eventBridge,
  googlePubSub,
  serviceBus,
  socketIo,
  ws,
  postgres,
  pgBoss,
  agenda,
  schedules,
  nestSchedule,
  ormHooks,
  ormSubscribers,
];
