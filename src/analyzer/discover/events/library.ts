import type { Operation } from '../../../model/analysis.ts';
import type { CallExpression, ClassCode, Expression, FunctionCode } from '../source/code.ts';

/** What carries events: equal names mean the same channel only within one. */
export type Transport =
  | 'emitter'
  | 'cqrs'
  | 'cqrs-event'
  | 'nest'
  | 'bull'
  | 'kafka'
  | 'amqp'
  | 'nats'
  | 'redis'
  | 'sqs'
  | 'sns'
  | 'eventbridge'
  | 'google-pubsub'
  | 'service-bus'
  | 'socket.io'
  | 'ws'
  | 'grpc'
  | 'postgres'
  | 'pg-boss'
  | 'agenda'
  | 'schedule'
  | 'orm';

/** How one library sends and receives; adding one is one file and one line in the registry. */
export interface EventLibrary {
  /** As it stands in `operations[].framework`. */
  readonly name: string;
  /** Packages, or scopes with their slash. */
  readonly packages: readonly string[];
  readonly transport: Transport;
  /** By the last name of what is called or made: `add` of `queue.add(…)`, `Worker` of `new Worker(…)`. */
  readonly calls?: Readonly<Record<string, (call: LibraryCall) => Message | null>>;
  /** By the name of a decorator of a class or of a method. */
  readonly decorators?: Readonly<Record<string, (decorated: Decorated) => Message | null>>;
}

/** A call of something that a package of the library gives. */
export interface LibraryCall {
  readonly call: CallExpression;
  /** The function that it is written in. */
  readonly within: FunctionCode;
  /** How the package gave it: `Queue().add`, `connect().createChannel().publish`. */
  readonly path: string;
  /** An argument, or the value of a key of an argument that is an object. */
  readonly argument: (index: number, key?: string) => Channel;
  /** The same of the call that made what a method is called on: `new Queue('mail')`, `@InjectQueue('mail')`. */
  readonly made: (index: number, key?: string) => Channel;
}

export interface Decorated {
  readonly argument: (index: number, key?: string) => Channel;
  /** All arguments, each a channel. */
  readonly all: () => Channel;
  readonly class: ClassCode;
  /** The decorated method; null for a decorated class. */
  readonly method: FunctionCode | null;
  /** What a decorator of the class around the method says, by its name. */
  readonly ofClass: (decorator: string, index: number, key?: string) => Channel;
}

/** Where the name of a channel stands; several expressions are several channels, none is a name that is nowhere. */
export type Channel = readonly Expression[];

export interface Message {
  readonly does: 'publish' | 'subscribe';
  /** Each part has the channel's name or a part of it: exchange and routing key. */
  readonly channel: readonly Channel[];
  /** What runs; for a call, expressions that hold functions. */
  readonly handlers: readonly (Expression | FunctionCode)[];
  /** What a subscription is for others; null when nothing outside of the process starts it. */
  readonly protocol: Operation['protocol'] | null;
  /** The publisher waits for what the subscriber does, as for a command. */
  readonly isCall?: boolean;
}

export function publishes(...channel: readonly Channel[]): Message {
  return { does: 'publish', channel, handlers: [], protocol: null };
}

export function subscribes(
  protocol: Message['protocol'],
  channel: Channel | readonly Channel[],
  ...handlers: readonly (Expression | FunctionCode | null | undefined)[]
): Message {
  const parts = isParts(channel) ? channel : [channel];
  return { does: 'subscribe', channel: parts, handlers: handlers.filter((each) => each != null), protocol };
}

function isParts(channel: Channel | readonly Channel[]): channel is readonly Channel[] {
  return channel.length > 0 && channel.every((each) => Array.isArray(each));
}
