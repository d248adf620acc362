import { expect, test } from 'vitest';
import { discoverFacts } from '../../../src/analyzer/discover/index.ts';
import { sourceTree } from '../../support/source-tree.ts';

async function outboundOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { outbound } = await discoverFacts({ root: sourceTree(files) });
  return outbound.map(
    ({ kind, method, target, via, locations }) =>
      `${kind} ${method ?? '-'} ${target} ${via} ${locations.join(' ')}`,
  );
}

test('HTTP calls by host and path: clients, instances with a base, options, and addresses put together', async () => {
  expect(
    await outboundOf({
      'a.ts': `
import axios from 'axios';
import got from 'got';
import https from 'node:https';
import { api } from './api';
const base = 'https://pay.example.com';
export async function run(id: string) {
  await fetch(\`\${base}/charges/\${id}?key=SECRET\`, { method: 'POST' });
  await fetch(process.env.RATES_URL);
  await axios.get('https://user:SECRET@legacy.example.com/ping');
  await axios({ method: 'put', url: 'https://a.example.com/x', baseURL: 'https://ignored' });
  await api.delete('/orders/1');
  await got.post('v2/mail', { prefixUrl: 'https://mail.example.com' });
  await fetch(new URL('/rates', 'https://fx.example.com'));
  https.request({ hostname: 'old.example.com', path: '/soap', method: 'POST' });
}
`,
      'api.ts':
        "import axios from 'axios';\nexport const api = axios.create({ baseURL: 'https://shop.example.com/api/' });\n",
      'nest.ts': `
import { HttpService } from '@nestjs/axios';
export class Rates { constructor(private readonly http: HttpService) {} get() { return this.http.get('https://fx.example.com/today'); } }
`,
    }),
  ).toEqual([
    'http PUT https://a.example.com/x axios a.ts:11',
    'http GET https://fx.example.com/rates fetch a.ts:14',
    'http GET https://fx.example.com/today @nestjs/axios nest.ts:3',
    'http GET https://legacy.example.com/ping axios a.ts:10',
    'http POST https://mail.example.com/v2/mail got a.ts:13',
    'http POST https://pay.example.com/charges/{expr} fetch a.ts:8',
    'http DELETE https://shop.example.com/api/orders/1 axios a.ts:12',
    'http GET {RATES_URL} fetch a.ts:9',
    'http POST {scheme}://old.example.com/soap node:https a.ts:15',
  ]);
});

test('packages by the system that they talk to, stores apart, what carries events not at all', async () => {
  expect(
    await outboundOf({
      'a.ts': `
import Stripe from 'stripe';
import nodemailer from 'nodemailer';
import { S3Client, PutObjectCommand } from '@aws-sdk/client-s3';
import AWS from 'aws-sdk';
import Redis from 'ioredis';
import { Queue } from 'bullmq';
const stripe = new Stripe('SECRET'), redis = new Redis(), queue = new Queue('mail');
export async function run() {
  await stripe.charges.create({});
  await stripe.refunds.create({});
  await nodemailer.createTransport({}).sendMail({});
  await new S3Client({}).send(new PutObjectCommand({}));
  await new AWS.SES().sendEmail({});
  await redis.get('rates');
  await queue.add('welcome', {});
}
`,
    }),
  ).toEqual([
    'sdk - aws s3 @aws-sdk/client-s3 a.ts:13',
    'sdk - aws ses aws-sdk a.ts:14',
    'sdk - mail (SMTP) nodemailer a.ts:12',
    'sdk - stripe stripe a.ts:10 a.ts:11',
    'store - ioredis ioredis a.ts:15',
  ]);
});

test('an address that a wrapper takes as a parameter is that of its callers', async () => {
  expect(
    await outboundOf({
      'client.ts': 'export async function load(url: string) { return (await fetch(url)).json(); }\n',
      'rates.ts':
        "import { load } from './client';\nexport const rates = () => load('https://fx.example.com/today');\n",
    }),
  ).toEqual(['http GET https://fx.example.com/today fetch client.ts:1']);
});
