import { talk } from './conversation.ts';
import type { Fault } from './case.ts';
import { type Recorder, type SeenRequest, startRecorder } from './recorder.ts';
import { closedPort } from '../support/proxy/raw-backend.ts';
import type { RunningSubject, Subject } from './subjects/subject.ts';

/** A proxy between a client and two backends, as every subject is set up: see `Subject`. */
export interface Stage {
  readonly port: number;
  /** Absent where the subject does not speak HTTP/2. */
  readonly http2Port: number | undefined;
  readonly monolith: Recorder;
  readonly service: Recorder;
  /** Requests that either backend took. */
  seen(): readonly SeenRequest[];
  /** What makes a backend's view of the messages ambiguous. */
  problems(): readonly string[];
  /** Whether a plain request still gets its answer. */
  isAlive(): Promise<Fault>;
  reset(): void;
  close(): Promise<void>;
}

export async function startStage(subject: Subject): Promise<Stage> {
  const monolith = await startRecorder('monolith');
  const service = await startRecorder('service');
  const running: RunningSubject = await subject.start({
    monolith: monolith.port,
    service: service.port,
    gone: await closedPort(),
  });
  const recorders = [monolith, service];
  return {
    port: running.port,
    http2Port: running.http2Port,
    monolith,
    service,
    seen: () => recorders.flatMap(({ requests }) => requests),
    problems: () => recorders.flatMap(({ problems }) => problems),
    async isAlive() {
      for (const each of recorders)
        each.behave((socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nalive'));
      const { responses, text } = await talk(running.port, 'GET /alive HTTP/1.1\r\nHost: a\r\n\r\n', {
        responses: 1,
        quietMs: 3_000,
      });
      return responses[0]?.body === 'alive'
        ? undefined
        : `a plain request afterwards got ${JSON.stringify(text.slice(0, 80))}`;
    },
    reset() {
      for (const each of recorders) each.reset();
    },
    async close() {
      await running.stop();
      await Promise.all(recorders.map((each) => each.close()));
    },
  };
}
