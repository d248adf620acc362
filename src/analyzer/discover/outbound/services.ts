/** A system outside of the process that a package talks to. */
export interface Service {
  /** `http` for clients that reach any system, `broker` for what carries events. */
  readonly kind: 'http' | 'sdk' | 'store' | 'broker';
  /** As it stands in `outbound[].target`; the package's own name where that says it. */
  readonly name: string;
}

/** The system that a package, or the service of it that a path names, talks to; null for packages that talk to none that is known. */
export function serviceOf(packageName: string, path: readonly string[]): Service | null {
  const scope = packageName.startsWith('@') ? (packageName.split('/')[0] ?? '') : '';
  const known = services.get(packageName) ?? services.get(`${scope}/*`);
  if (known) {
    const rest = packageName.slice(scope.length + 1).replace(/^client-/, 'aws ');
    return { ...known, name: known.name.replace('{rest}', rest) };
  }
  if (packageName === 'aws-sdk' || packageName.startsWith('aws-sdk/')) return ofAws(packageName, path);
  return null;
}

function ofAws(packageName: string, path: readonly string[]): Service {
  const client = path.find((each) => /^[A-Z]/.test(each)) ?? packageName.split('/').at(-1) ?? '';
  return { kind: 'sdk', name: `aws ${client.replace(/Client$|Command$/, '').toLowerCase()}` };
}

const http =
  'axios got node-fetch cross-fetch isomorphic-fetch isomorphic-unfetch ofetch undici superagent ky needle phin request ' +
  'request-promise request-promise-native @nestjs/axios make-fetch-happen wretch bent urllib gaxios graphql-request ' +
  '@apollo/client soap reconnecting-websocket eventsource';
const brokers =
  'bull bullmq bee-queue @nestjs/bull @nestjs/bullmq kafkajs @confluentinc/kafka-javascript amqplib amqplib/callback_api amqp-connection-manager ' +
  'nats @nats-io/* mqtt pg-boss agenda @hokify/agenda sqs-consumer sqs-producer @nestjs/microservices @google-cloud/pubsub ' +
  '@azure/service-bus @azure/event-hubs @azure/storage-queue socket.io ws websocket @nestjs/websockets faye stompit zeromq';
const stores =
  'redis @redis/* ioredis memcached memjs @elastic/elasticsearch elasticsearch @opensearch-project/* meilisearch typesense ' +
  'algoliasearch @algolia/* etcd3 @upstash/redis @vercel/kv';
/** Where the package's name does not say the system. */
const named: Readonly<Record<string, string>> = {
  '@aws-sdk/*': '{rest}',
  '@google-cloud/*': 'google {rest}',
  '@azure/*': 'azure {rest}',
  '@googlemaps/*': 'google maps',
  googleapis: 'google apis',
  'google-auth-library': 'google apis',
  'google-spreadsheet': 'google sheets',
  '@sendgrid/*': 'sendgrid',
  '@slack/*': 'slack',
  '@octokit/*': 'github',
  octokit: 'github',
  '@stripe/*': 'stripe',
  '@supabase/*': 'supabase',
  '@mailchimp/*': 'mailchimp',
  'mailgun.js': 'mailgun',
  'mailgun-js': 'mailgun',
  nodemailer: 'mail (SMTP)',
  '@nestjs-modules/mailer': 'mail (SMTP)',
  'email-templates': 'mail (SMTP)',
  '@openrouter/*': 'openrouter',
  '@ai-sdk/*': 'language model',
  ai: 'language model',
  '@anthropic-ai/*': 'anthropic',
  '@sentry/*': 'sentry',
  'discord.js': 'discord',
  'twitter-api-v2': 'twitter',
  '@paypal/*': 'paypal',
  braintree: 'braintree',
  '@mollie/*': 'mollie',
  '@adyen/*': 'adyen',
  'yahoo-finance2': 'yahoo finance',
  ssh2: 'ssh',
  'ssh2-sftp-client': 'sftp',
  'basic-ftp': 'ftp',
};
const plain =
  'stripe twilio openai firebase-admin cloudinary minio ldapjs postmark resend web-push apn apns2 contentful ' +
  'mixpanel posthog-node segment analytics-node plaid square klaviyo-api intercom-client hubspot jsforce dropbox box-node-sdk ' +
  'replicate cohere-ai alphavantage coingecko-api-v3 mandrill-api-node onesignal-node pusher ably docker-modem dockerode node-vault launchdarkly-node-server-sdk';

const services: ReadonlyMap<string, Service> = new Map([
  ...list(http, 'http'),
  ...list(brokers, 'broker'),
  ...list(stores, 'store'),
  ...list(plain, 'sdk'),
  ...Object.entries(named).map(([name, shown]) => [name, { kind: 'sdk', name: shown }] as const),
]);

function list(names: string, kind: Service['kind']): readonly (readonly [string, Service])[] {
  return names
    .split(' ')
    .map((name) => [name, { kind, name: name.endsWith('/*') ? name.slice(1, -2) : name }]);
}
