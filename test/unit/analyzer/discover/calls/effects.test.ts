import { expect, it } from 'vitest';
import { effectOf } from '../../../../../src/analyzer/discover/calls/effects.ts';

/** `redis createClient().get` or `new stripe`; `seen` where the accesses of the function are known. */
function effect(text: string): string {
  const [, make, name = '', path = '', seen] = /^(new )?(\S+)(?: (\S+))?( seen)?$/.exec(text) ?? [];
  const parts = path === '' ? [] : path.split(/\.|(?=\(\))/).filter((part) => part !== '');
  return effectOf({ package: name, path: parts, isNew: make !== undefined, isSeen: seen !== undefined });
}

it.each([
  [
    'a read of a cache or store',
    'none',
    [
      'redis createClient().get',
      'ioredis ().hgetall',
      'redis createClient().mGet',
      'cache-manager Cache().set',
      '@elastic/elasticsearch Client().search',
    ],
  ],
  [
    'a write to a store',
    'writes',
    [
      'redis createClient().set',
      'ioredis ().del',
      'redis createClient().incr',
      '@elastic/elasticsearch Client().index',
    ],
  ],
  ['sending on one', 'external', ['redis createClient().publish']],
  [
    'another system',
    'external',
    [
      'axios get',
      'axios',
      'got',
      'axios create().post',
      'stripe ().charges.create',
      '@aws-sdk/client-s3 S3Client().send',
      'nodemailer createTransport().sendMail',
      'bull Queue().add',
      'global fetch',
      'global globalThis.fetch',
      'node:https request',
      'ai generateText',
    ],
  ],
  [
    'a client that is only made or asked about itself',
    'none',
    [
      'new stripe',
      'new @aws-sdk/client-s3 S3Client',
      'new @aws-sdk/client-s3 GetObjectCommand',
      'axios create',
      'axios isAxiosError',
      'stripe ().webhooks.constructEvent',
      'nodemailer createTransport',
    ],
  ],
  [
    'a query whose accesses are known',
    'none',
    ['pg Pool().query seen', 'knex Knex().raw seen', 'typeorm Repository().save seen'],
  ],
  [
    'a query that only reads',
    'none',
    [
      '@prisma/client PrismaClient().order.findMany',
      'knex Knex().select',
      'mongoose Model().find',
      'typeorm Repository().createQueryBuilder',
    ],
  ],
  [
    'a query that writes by its name',
    'writes',
    ['@prisma/client PrismaClient().order.create', 'knex Knex().insert', 'mongoose Model().findOneAndUpdate'],
  ],
  ['a query that could not be read', 'unknown', ['pg Pool().query', 'knex Knex().raw']],
  [
    'work on what a package gave',
    'none',
    ['@prisma/client PrismaClient().order.findMany().map', 'mystery load().isReady', 'big.js Big().plus'],
  ],
  ['a package that nobody knows', 'unknown', ['mystery load', 'mystery load().ship']],
])('%s has the effect %s', (_, expected, calls) => {
  for (const call of calls) expect(`${call}: ${effect(call)}`).toBe(`${call}: ${expected}`);
});
