import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** A free port, for programs that cannot be told to take any. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts a program and waits until it accepts connections on the port. */
export async function spawnListening(
  program: string,
  argv: readonly string[],
  port: number,
): Promise<() => Promise<void>> {
  const child = spawn(program, argv, { stdio: 'ignore' });
  const exit = once(child, 'exit');
  for (let attempt = 0; attempt < 500 && !(await isListening(port)); attempt += 1) await delay(10);
  return async () => {
    child.kill('SIGKILL');
    await exit;
  };
}

/** The first line that a program says about its version; null when it is not installed. */
export function versionOf(program: string, flag: string): string | null {
  const { error, stdout, stderr } = spawnSync(program, [flag], { encoding: 'utf8' });
  if (error) return null;
  return /\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0] ?? null;
}

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
