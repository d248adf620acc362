import { type Channel, type EventLibrary, subscribes } from '../library.ts';

/** Nest over gRPC: `Service.Method`, by default the names of class and method. */
export const nestGrpc: EventLibrary = {
  name: 'nest-grpc',
  packages: ['@nestjs/microservices'],
  transport: 'grpc',
  decorators: {
    GrpcMethod: (decorated) => answers(decorated),
    GrpcStreamCall: (decorated) => answers(decorated),
    GrpcStreamMethod: (decorated) => answers(decorated),
  },
};

type Decorated = Parameters<NonNullable<EventLibrary['decorators']>[string]>[0];

function answers({ argument, class: type, method }: Decorated): ReturnType<typeof subscribes> {
  const service = argument(0);
  const name = argument(1);
  const own = (method?.name ?? '').split('.').at(-1) ?? '';
  return subscribes(
    'rpc',
    [
      service.length > 0 ? service : named(type.name),
      name.length > 0 ? name : named(own.charAt(0).toUpperCase() + own.slice(1)),
    ],
    method,
  );
}

function named(value: string): Channel {
  return [{ kind: 'literal', value }];
}
