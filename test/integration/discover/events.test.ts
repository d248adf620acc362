import { describe, expect, it, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

/** Channels as `transport name: publishers > subscribers`, operations as `protocol name handler`, of files by name. */
async function found(
  files: Readonly<Record<string, string>>,
): Promise<{ events: string[]; operations: string[] }> {
  const { events, operations } = await discoverFacts({ root: sourceTree(files) });
  return {
    events: events.map(
      ({ transport, name, publishers, subscribers }) =>
        `${transport} ${name}: ${publishers.join(' ')} > ${subscribers.join(' ')}`,
    ),
    operations: operations.map(({ protocol, name, handler }) => `${protocol} ${name} ${handler}`),
  };
}

describe('events of', () => {
  it('Nest: emitter, commands, queries, events and sagas', async () => {
    expect(
      await found({
        'a.ts': `
import { once } from 'node:events';
import { EventEmitter2, OnEvent } from '@nestjs/event-emitter';
import { CommandBus, CommandHandler, EventBus, EventsHandler, QueryHandler, Saga, ofType } from '@nestjs/cqrs';
import { PlaceOrder, OrderPlaced, FindOrder } from './messages';
export class Shop {
  constructor(private emitter: EventEmitter2, private commands: CommandBus, private events: EventBus) {}
  async run() {
    this.emitter.emit(OrderPlaced.topic(), {}); await once(process.stdout, 'drain');
    await this.commands.execute(new PlaceOrder());
    this.events.publish(new OrderPlaced());
  }
  @OnEvent('order.placed') onPlaced() {}
  @Saga() paid = (events$) => events$.pipe(ofType(OrderPlaced));
}
@CommandHandler(PlaceOrder) export class PlaceOrderHandler { async execute(command: PlaceOrder) {} }
@QueryHandler(FindOrder) export class FindOrderHandler { async execute(query: FindOrder) {} }
@EventsHandler(OrderPlaced) export class Mail { handle(event: OrderPlaced) {} }
`,
        'messages.ts':
          'export class PlaceOrder {}\nexport class OrderPlaced { static topic() { return "order.placed"; } }\nexport class FindOrder {}\n',
      }),
    ).toEqual({
      events: [
        'cqrs FindOrder:  > a.ts:17',
        'cqrs-event OrderPlaced: a.ts:11 > a.ts:14 a.ts:18',
        'cqrs PlaceOrder: a.ts:10 > a.ts:16',
        'emitter order.placed: a.ts:9 > a.ts:13',
      ],
      operations: [],
    });
  });

  it('Nest microservices, with patterns as text and as object', async () => {
    expect(
      await found({
        'a.ts': `
import { ClientProxy, EventPattern, MessagePattern } from '@nestjs/microservices';
export const patterns = { created: 'order_created' } as const;
export class Orders {
  constructor(private readonly client: ClientProxy) {}
  place() { this.client.emit(patterns.created, {}); return this.client.send('sum', []); }
  @EventPattern(patterns.created) onCreated() {}
  @MessagePattern('sum') sum() {}
}`,
      }),
    ).toEqual({
      events: ['nest order_created: a.ts:6 > a.ts:7', 'nest sum: a.ts:6 > a.ts:8'],
      operations: ['message order_created Orders.onCreated', 'message sum Orders.sum'],
    });
  });

  it('Bull and BullMQ, also injected, by the name of the queue', async () => {
    expect(
      await found({
        'queue.ts': `
import { Queue as Mails, Worker } from 'bullmq';
const MAIL = 'mail';
export const mails = new Mails(MAIL);
new Worker(MAIL, async (job) => send(job));
function send(job) {}
export const add = (name) => mails.add(name, {});
`,
        'nest.ts': `
import { InjectQueue, Process, Processor } from '@nestjs/bull';
import { Queue } from 'bull';
export class Reports {
  @InjectQueue('report') private field: Queue;
  constructor(@InjectQueue('report') private readonly queue: Queue) {}
  run() { return this.queue.add('daily', {}); }
  again() { return this.field.add('daily', {}); }
}
@Processor('report') export class ReportConsumer { @Process('daily') daily() {} }
`,
        'host.ts': `
import { Processor, WorkerHost } from '@nestjs/bullmq';
@Processor({ name: 'audit' }) export class Audit extends WorkerHost { async process(job) {} }
`,
      }),
    ).toEqual({
      events: [
        'bull audit:  > host.ts:3',
        'bull mail: queue.ts:7 > queue.ts:5',
        'bull report: nest.ts:7 nest.ts:8 > nest.ts:10',
      ],
      operations: ['queue audit Audit.process', 'queue report ReportConsumer.daily', 'queue mail send'],
    });
  });

  it('Kafka, RabbitMQ, NATS and Redis', async () => {
    expect(
      await found({
        'kafka.ts': `
import { Kafka } from 'kafkajs';
const kafka = new Kafka({});
const producer = kafka.producer();
const consumer = kafka.consumer({ groupId: 'g' });
export async function start() {
  await producer.send({ topic: 'orders', messages: [] });
  await consumer.subscribe({ topics: ['orders', 'payments'] });
  await consumer.run({ eachMessage: onMessage });
}
async function onMessage() {}
`,
        'rabbit.ts': `
import amqp from 'amqplib';
export async function start() {
  const connection = await amqp.connect('amqp://localhost');
  const channel = await connection.createChannel();
  channel.sendToQueue('mail', Buffer.from(''));
  channel.publish('shop', 'order.paid', Buffer.from(''));
  await channel.bindQueue('ledger', 'shop', 'order.paid');
  await channel.consume('mail', onMail);
}
function onMail() {}
`,
        'nats.ts': `
import { connect } from 'nats';
export async function start() {
  const nc = await connect();
  nc.publish('orders.created', '');
  const sub = nc.subscribe('orders.created');
}
`,
        'redis.ts': `
import Redis from 'ioredis';
const pub = new Redis(), sub = new Redis();
export async function start() {
  await pub.publish('cache:clear', '1');
  await sub.subscribe('cache:clear');
  sub.on('message', onClear);
}
function onClear() {}
`,
      }),
    ).toEqual({
      events: [
        'redis cache:clear: redis.ts:5 > redis.ts:6',
        'amqp mail: rabbit.ts:6 > rabbit.ts:9',
        'kafka orders: kafka.ts:7 > kafka.ts:8',
        'nats orders.created: nats.ts:5 > nats.ts:6',
        'kafka payments:  > kafka.ts:8',
        'amqp shop.order.paid: rabbit.ts:7 > rabbit.ts:8',
      ],
      operations: [
        'message orders onMessage',
        'message payments onMessage',
        'message orders.created start',
        'message mail onMail',
        'message cache:clear onClear',
      ],
    });
  });

  it('the clouds: SQS, SNS, EventBridge, Pub/Sub and Service Bus', async () => {
    expect(
      await found({
        'aws.ts': `
import { SQSClient, SendMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { PublishCommand } from '@aws-sdk/client-sns';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import AWS from 'aws-sdk';
import { Consumer } from 'sqs-consumer';
const client = new SQSClient({});
const url = process.env.ORDERS_QUEUE_URL;
export const send = () => client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: '' }));
export const poll = () => client.send(new ReceiveMessageCommand({ QueueUrl: url }));
new PublishCommand({ TopicArn: 'arn:orders' });
new PutEventsCommand({ Entries: [{ EventBusName: 'shop', DetailType: 'OrderPaid' }] });
new AWS.SQS().sendMessage({ QueueUrl: 'https://sqs/old' });
Consumer.create({ queueUrl: 'https://sqs/old', handleMessage: async () => 1 });
`,
        'cloud.ts': `
import { PubSub } from '@google-cloud/pubsub';
import { ServiceBusClient } from '@azure/service-bus';
const pubsub = new PubSub(), bus = new ServiceBusClient('');
export const run = () => pubsub.topic('orders').publishMessage({});
pubsub.subscription('orders-mail').on('message', (message) => message.ack());
const sender = bus.createSender('billing');
sender.sendMessages({ body: 1 });
bus.createReceiver('billing').subscribe({ processMessage: async () => 1, processError: async () => 1 });
`,
      }),
    ).toEqual({
      events: [
        'sns arn:orders: aws.ts:11 > ',
        'service-bus billing: cloud.ts:8 > cloud.ts:9',
        'sqs https://sqs/old: aws.ts:13 > aws.ts:14',
        'google-pubsub orders: cloud.ts:5 > ',
        'google-pubsub orders-mail:  > cloud.ts:6',
        'eventbridge shop.OrderPaid: aws.ts:12 > ',
        'sqs {ORDERS_QUEUE_URL}: aws.ts:9 > aws.ts:10',
      ],
      operations: [
        'queue {ORDERS_QUEUE_URL} poll',
        'queue https://sqs/old handleMessage',
        'message orders-mail anonymous',
        'message billing processMessage',
      ],
    });
  });

  it('Socket.IO, PostgreSQL, pg-boss and Agenda', async () => {
    expect(
      await found({
        'a.ts': `
import { Server } from 'socket.io';
import { Pool } from 'pg';
import PgBoss from 'pg-boss';
import Agenda from 'agenda';
const io = new Server(), pool = new Pool(), boss = new PgBoss(''), agenda = new Agenda();
io.on('connection', (socket) => { socket.on('chat', onChat); });
io.to('room').emit('news', 1);
pool.query('LISTEN orders');
pool.query("notify orders, 'x'");
boss.send('mail', {});
boss.work('mail', onMail);
agenda.define('sweep', sweep);
agenda.every('5 minutes', 'sweep');
function onChat() {}
function onMail() {}
function sweep() {}
`,
      }),
    ).toEqual({
      events: [
        'socket.io chat:  > a.ts:7',
        'pg-boss mail: a.ts:11 > a.ts:12',
        'socket.io news: a.ts:8 > ',
        'postgres orders: a.ts:10 > a.ts:9',
        'agenda sweep: a.ts:14 > a.ts:13',
      ],
      operations: [
        'websocket chat onChat',
        'message orders anonymous',
        'queue mail onMail',
        'queue sweep sweep',
      ],
    });
  });
});

test('a channel that only a run knows is shown by what names it, and said', async () => {
  const { events, diagnostics } = await discoverFacts({
    root: sourceTree({
      'a.ts': `
import { EventEmitter } from 'node:events';
const bus = new EventEmitter();
bus.emit(process.env.TOPIC, 1);
`,
    }),
  });
  expect(events.map(({ name }) => name)).toEqual(['{TOPIC}']);
  expect(diagnostics).toMatchObject([{ code: 'CHANNEL_UNKNOWN', location: { path: 'a.ts', line: 4 } }]);
});

test('clocks start operations, which are no events', async () => {
  expect(
    await found({
      'a.ts': `
import cron from 'node-cron';
import schedule from 'node-schedule';
import { CronJob } from 'cron';
import { AsyncTask } from 'toad-scheduler';
import { Cron, Interval } from '@nestjs/schedule';
const nightly = '0 3 * * *';
cron.schedule(nightly, sweep);
schedule.scheduleJob('sweep', '5 * * * *', sweep);
new CronJob('* * * * *', sweep);
new AsyncTask('digest', sweep);
function sweep() {}
export class Jobs { @Cron(nightly) night() {} @Interval('poll', 1000) poll() {} }
`,
    }),
  ).toEqual({
    events: [],
    operations: [
      'schedule 0 3 * * * sweep',
      'schedule 5 * * * * sweep',
      'schedule * * * * * sweep',
      'schedule digest sweep',
      'schedule 0 3 * * * Jobs.night',
      'schedule 1000 Jobs.poll',
    ],
  });
});

test('hooks of models are hidden coupling: who saves does not name what runs', async () => {
  const { events } = await found({
    'a.ts': `
import { Schema } from 'mongoose';
import { EventSubscriber } from 'typeorm';
import { Order } from './order';
const orderSchema = new Schema({});
orderSchema.pre('save', function () {});
@EventSubscriber() export class OrderSubscriber { listenTo() { return Order; } afterInsert() {} }
`,
    'order.ts': 'export class Order {}\n',
  });
  expect(events).toEqual(['orm Order:  > a.ts:7', 'orm orderSchema.save:  > a.ts:6']);
});
