import type { ComponentKind, Habits } from './blueprint.ts';

/** Something that a whole application shares. */
export interface KernelPart {
  /** Kebab case; also the name of its file. */
  readonly name: string;
  /** Folder of its kind: `utils`, `errors`. */
  readonly folder: string;
  /** What others import. */
  readonly symbol: string;
  /** An expression that uses the symbol; none for a base class or what is only imported. */
  readonly example: string;
  readonly text: string;
  /** Names of other parts that it imports. */
  readonly needs: readonly string[];
  /** Who uses it, and how probably each does. */
  readonly users: Partial<Record<ComponentKind, number>>;
  readonly when?: (habits: Habits) => boolean;
}

const isExpress = ({ framework }: Habits): boolean => framework === 'express';
const isNest = ({ framework }: Habits): boolean => framework === 'nest';

export const kernelParts: readonly KernelPart[] = [
  {
    name: 'app-error',
    folder: 'errors',
    symbol: 'AppError',
    example: "throw new AppError('not found', 404)",
    needs: [],
    users: { service: 0.5, errors: 1, workflow: 0.4 },
    text: `export class AppError extends Error {
  constructor(
    message: string,
    readonly status = 500,
  ) {
    super(message);
  }
}
`,
  },
  {
    name: 'logger',
    folder: 'logging',
    symbol: 'logger',
    example: "logger.info('done')",
    needs: ['environment'],
    users: { service: 0.5, workflow: 0.7, job: 0.9 },
    text: `export const logger = {
  info: (message: string, extra: object = {}) => write('info', message, extra),
  warn: (message: string, extra: object = {}) => write('warn', message, extra),
};

function write(level: string, message: string, extra: object): void {
  if (environment.logLevel === 'silent') return;
  process.stdout.write(JSON.stringify({ level, message, ...extra }) + '\\n');
}
`,
  },
  {
    name: 'environment',
    folder: 'config',
    symbol: 'environment',
    example: 'environment.port',
    needs: [],
    users: { job: 0.3, workflow: 0.1 },
    text: `export const environment = {
  port: Number(process.env['PORT'] ?? 3000),
  logLevel: process.env['LOG_LEVEL'] ?? 'info',
  databaseUrl: process.env['DATABASE_URL'] ?? '',
};
`,
  },
  {
    name: 'pagination',
    folder: 'utils',
    symbol: 'toPage',
    example: 'toPage(1, 20)',
    needs: [],
    users: { service: 0.35, entry: 0.3, repository: 0.3 },
    text: `export interface Page {
  readonly skip: number;
  readonly take: number;
}

export function toPage(page: number, size: number): Page {
  return { skip: Math.max(0, page - 1) * size, take: Math.min(size, 100) };
}
`,
  },
  {
    name: 'dates',
    folder: 'utils',
    symbol: 'addDays',
    example: 'addDays(new Date(), 7)',
    needs: [],
    users: { service: 0.2, workflow: 0.3, rules: 0.4, job: 0.3 },
    text: `export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}

export function startOfDay(date: Date): Date {
  return new Date(date.toDateString());
}
`,
  },
  {
    name: 'strings',
    folder: 'utils',
    symbol: 'slugify',
    example: "slugify('a b')",
    needs: [],
    users: { service: 0.15, mapper: 0.5, rules: 0.2 },
    text: `export function slugify(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

export const truncate = (text: string, length: number): string => text.slice(0, length);
`,
  },
  {
    name: 'async-handler',
    folder: 'middleware',
    symbol: 'asyncHandler',
    example: '',
    needs: [],
    users: { entry: 0.9 },
    when: isExpress,
    text: `import type { NextFunction, Request, Response } from 'express';

type Handler = (request: Request, response: Response) => Promise<unknown>;

export const asyncHandler =
  (handler: Handler) => (request: Request, response: Response, next: NextFunction) => {
    handler(request, response).catch(next);
  };
`,
  },
  {
    name: 'authenticate',
    folder: 'middleware',
    symbol: 'authenticate',
    example: '',
    needs: ['app-error', 'tokens'],
    users: { entry: 0.7 },
    when: isExpress,
    text: `import type { NextFunction, Request, Response } from 'express';

export function authenticate(request: Request, _response: Response, next: NextFunction): void {
  const subject = readToken(request.headers.authorization ?? '');
  if (subject === null) throw new AppError('unauthorised', 401);
  next();
}
`,
  },
  {
    name: 'error-handler',
    folder: 'middleware',
    symbol: 'errorHandler',
    example: '',
    needs: ['app-error', 'logger'],
    users: {},
    when: isExpress,
    text: `import type { NextFunction, Request, Response } from 'express';

export function errorHandler(error: Error, _request: Request, response: Response, _next: NextFunction): void {
  logger.warn(error.message);
  response.status(error instanceof AppError ? error.status : 500).json({ message: error.message });
}
`,
  },
  {
    name: 'tokens',
    folder: 'utils',
    symbol: 'readToken',
    example: "readToken('')",
    needs: [],
    users: {},
    text: `export function readToken(header: string): string | null {
  return header.startsWith('Bearer ') ? header.slice(7) : null;
}
`,
  },
  {
    name: 'auth-guard',
    folder: 'guards',
    symbol: 'AuthGuard',
    example: '',
    needs: ['tokens'],
    users: { entry: 0.7 },
    when: isNest,
    text: `import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

@Injectable()
export class AuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    return readToken(request.headers['authorization'] ?? '') !== null;
  }
}
`,
  },
  {
    name: 'error-filter',
    folder: 'filters',
    symbol: 'ErrorFilter',
    example: '',
    needs: ['app-error', 'logger'],
    users: {},
    when: isNest,
    text: `import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';

@Catch(AppError)
export class ErrorFilter implements ExceptionFilter<AppError> {
  catch(error: AppError, host: ArgumentsHost): void {
    logger.warn(error.message);
    host.switchToHttp().getResponse().status(error.status).json({ message: error.message });
  }
}
`,
  },
  {
    name: 'base.entity',
    folder: 'database',
    symbol: 'BaseEntity',
    example: '',
    needs: [],
    users: { entity: 0.9 },
    when: ({ orm }) => orm === 'typeorm',
    text: `import { CreateDateColumn, PrimaryGeneratedColumn } from 'typeorm';

export abstract class BaseEntity {
  @PrimaryGeneratedColumn('uuid')
  id!: string;

  @CreateDateColumn()
  createdAt!: Date;
}
`,
  },
  {
    name: 'connection',
    folder: 'database',
    symbol: 'dataSource',
    example: '',
    needs: ['environment'],
    users: {},
    when: ({ orm }) => orm === 'typeorm',
    text: `import { DataSource } from 'typeorm';

export const dataSource = new DataSource({
  type: 'postgres',
  url: environment.databaseUrl,
  entities: [__dirname + '/../**/*.entity.{js,ts}'],
});
`,
  },
  {
    name: 'connection',
    folder: 'database',
    symbol: 'sequelize',
    example: '',
    needs: ['environment'],
    users: {},
    when: ({ orm }) => orm === 'sequelize',
    text: `import { Sequelize } from 'sequelize';

export const sequelize = new Sequelize(environment.databaseUrl, { logging: false });
`,
  },
  {
    name: 'connection',
    folder: 'database',
    symbol: 'connect',
    example: '',
    needs: ['environment'],
    users: {},
    when: ({ orm }) => orm === 'mongoose',
    text: `import mongoose from 'mongoose';

export async function connect(): Promise<void> {
  await mongoose.connect(environment.databaseUrl);
}
`,
  },
  {
    name: 'prisma',
    folder: 'database',
    symbol: 'prisma',
    example: '',
    needs: [],
    users: {},
    when: (habits) => habits.orm === 'prisma' && isExpress(habits),
    text: `import { PrismaClient } from '@prisma/client';

export const prisma = new PrismaClient();
`,
  },
  {
    name: 'prisma.service',
    folder: 'database',
    symbol: 'PrismaService',
    example: '',
    needs: [],
    users: {},
    when: (habits) => habits.orm === 'prisma' && isNest(habits),
    text: `import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PrismaClient } from '@prisma/client';

@Injectable()
export class PrismaService extends PrismaClient implements OnModuleInit {
  async onModuleInit(): Promise<void> {
    await this.$connect();
  }
}
`,
  },
  {
    name: 'event-bus',
    folder: 'messaging',
    symbol: 'eventBus',
    example: "eventBus.emit('changed')",
    needs: [],
    users: { workflow: 0.6, service: 0.2 },
    text: `import { EventEmitter } from 'node:events';

export const eventBus = new EventEmitter();
`,
  },
  {
    name: 'mailer',
    folder: 'mail',
    symbol: 'sendMail',
    example: "await sendMail('a@example.org', 'hello')",
    needs: ['environment', 'logger'],
    users: { workflow: 0.4, service: 0.12, job: 0.3 },
    text: `export async function sendMail(to: string, subject: string): Promise<void> {
  if (environment.logLevel === 'debug') logger.info('mail', { to, subject });
}
`,
  },
  {
    name: 'cache',
    folder: 'cache',
    symbol: 'cached',
    example: "await cached('key', async () => 1)",
    needs: [],
    users: { service: 0.2, repository: 0.2 },
    text: `const entries = new Map<string, unknown>();

export async function cached<T>(key: string, load: () => Promise<T>): Promise<T> {
  if (!entries.has(key)) entries.set(key, await load());
  return entries.get(key) as T;
}
`,
  },
  {
    name: 'csv',
    folder: 'utils',
    symbol: 'toCsv',
    example: 'toCsv([])',
    needs: [],
    users: { entry: 0.08, job: 0.2 },
    text: `export function toCsv(rows: readonly object[]): string {
  return rows.map((row) => Object.values(row).join(';')).join('\\n');
}
`,
  },
];
