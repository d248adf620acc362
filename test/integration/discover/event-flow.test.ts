import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

test('a channel that a function takes as a parameter is used where the function is called', async () => {
  const { events } = await discoverFacts({
    root: sourceTree({
      'bus.ts': `
import { Kafka } from 'kafkajs';
const producer = new Kafka({}).producer();
export class Bus { async send(topic: string, value: object) { await producer.send({ topic, messages: [] }); } }
export const bus = new Bus();
`,
      'orders.ts': "import { bus } from './bus';\nexport const place = () => bus.send('orders', {});\n",
      'users.ts':
        "import { bus } from './bus';\nexport const join = (kind) => bus.send(`users.${kind}`, {});\n",
    }),
  });
  expect(
    events.map(({ transport, name, publishers }) => `${transport} ${name}: ${publishers.join(' ')}`),
  ).toEqual(['kafka orders: orders.ts:2', 'kafka users.{expr}: users.ts:2']);
});

test('what a command runs is reached by the route that sends it, what an event runs counts for side effects', async () => {
  const { routes } = await discoverFacts({
    root: sourceTree({
      'app.ts': `
import express from 'express';
import { CommandBus, CommandHandler, EventBus, EventsHandler } from '@nestjs/cqrs';
import { writeFile } from 'node:fs/promises';
import { Log } from './log';
class Place {}
class Placed {}
const commands = new CommandBus(), events = new EventBus();
@CommandHandler(Place) export class PlaceHandler { execute() { return Log.note(); } }
@EventsHandler(Placed) export class PlacedHandler { handle() { return writeFile('x', 'x'); } }
const app = express();
app.post('/command', (req, res) => commands.execute(new Place()));
app.post('/event', (req, res) => events.publish(new Placed()));
app.listen(1);
`,
      'log.ts': 'export class Log { static note() { return 1; } }\n',
    }),
  });
  expect(routes.map(({ path, reaches, sideEffects }) => [path, reaches.modules, sideEffects])).toEqual([
    ['/command', ['app.ts', 'log.ts'], 'none'],
    ['/event', ['app.ts'], 'writes'],
  ]);
});
