import type { RouteDiscoverer } from '../routes/discoverer.ts';
import { graphql } from './graphql/graphql.ts';
import { nestGraphql } from './nest-graphql/nest-graphql.ts';
import { nexus } from './nexus/nexus.ts';
import { pothos } from './pothos/pothos.ts';
import { connect } from './rpc/connect.ts';
import { grpc } from './rpc/grpc.ts';
import { trpc } from './trpc/trpc.ts';
import { typeGraphql } from './type-graphql/type-graphql.ts';

/** Every library whose operations are known; adding one is one line here. */
export const operationDiscoverers: readonly RouteDiscoverer[] = [
  connect,
  graphql,
  grpc,
  nestGraphql,
  nexus,
  pothos,
  trpc,
  typeGraphql,
];
