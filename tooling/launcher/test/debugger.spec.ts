import { ChildProcess, eventually, freePort, ROOT } from '#tooling/platform';
import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEBUGGER_PORT, debuggingOptions } from '../src/debugging.js';

it('.vscode/launch.json attaches to the port on which npm run dev lets debuggers in', () => {
  const { configurations } = JSON.parse(readFileSync(join(ROOT, '.vscode/launch.json'), 'utf8')) as {
    configurations: { request: string; address?: string; port?: number }[];
  };
  const attaching = configurations.filter(({ request }) => request === 'attach');
  expect(attaching).toMatchObject([{ address: '127.0.0.1', port: DEBUGGER_PORT }]);
});

/** Attaches to a process as a debugger that does not let go by itself. */
async function attach(port: number): Promise<WebSocket> {
  const [target] = await eventually(async () => {
    const response = await fetch(`http://127.0.0.1:${port}/json/list`, {
      signal: AbortSignal.timeout(1_000),
    });
    return (await response.json()) as { webSocketDebuggerUrl: string }[];
  });
  const socket = new WebSocket(target!.webSocketDebuggerUrl);
  await new Promise((resolve) => (socket.onopen = resolve));
  socket.send(JSON.stringify({ id: 1, method: 'Runtime.enable' }));
  await new Promise((resolve) => (socket.onmessage = resolve));
  return socket;
}

it('a service with a debugger ends when it is stopped, so that the next build can start', async () => {
  const port = await freePort();
  const program = `const on = setInterval(() => {}, 1000); process.once('SIGTERM', () => clearInterval(on)); console.log('up')`;
  let printed = '';
  const service = ChildProcess.startNode('a service', [...debuggingOptions(port), '--eval', program], {
    output: (text) => (printed += text),
  });
  await eventually(() => printed.includes('up'));
  const socket = await attach(port);
  const stopped = service.stop(); // kills it after 30 s
  expect(await service.ended).toBe('exit code 0');
  await stopped;
  socket.close();
});
