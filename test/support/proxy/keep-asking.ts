import { Agent, request, type IncomingMessage } from 'node:http';

export interface Asked {
  readonly answers: number;
  /** What did not come back as a whole 200 with the expected body. */
  readonly failures: string[];
}

/** Sends requests over kept connections, one after the other on each of `lanes`, until `stop` is called; every second one is a POST with a body. */
export function keepAsking(origin: string, expected: string, lanes = 8): { stop(): Promise<Asked> } {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const failures: string[] = [];
  let answers = 0;
  const stopping = new AbortController();
  const lane = async (number: number): Promise<void> => {
    for (let index = number; !stopping.signal.aborted; index++) {
      try {
        const body = await askOnce(agent, `${origin}/lane/${number}`, index % 2 === 0 ? 'GET' : 'POST');
        if (body === expected) answers++;
        else failures.push(body);
      } catch (error) {
        failures.push(String(error));
      }
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)));
  return {
    async stop() {
      stopping.abort();
      await running;
      agent.destroy();
      return { answers, failures };
    },
  };
}

function askOnce(agent: Agent, url: string, method: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method }, (response: IncomingMessage) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('error', reject);
      response.on('end', () =>
        resolve(response.statusCode === 200 ? body : `${response.statusCode} ${body}`),
      );
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? 'a body' : undefined);
  });
}
