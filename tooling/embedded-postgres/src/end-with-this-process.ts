import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Shuts a server down, with a checkpoint, when this process ends without doing so, even when it is killed. On Windows,
 * which has no such shell, the server runs on until the next start on its data.
 */
export function endWithThisProcess(server: ChildProcess): void {
  if (process.platform === 'win32') return;
  // The shell waits on a pipe that ends with this process. Its own process group keeps Ctrl-C away from it.
  const watcher = spawn('/bin/sh', ['-c', `read _; kill -INT ${server.pid}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.unref();
  (watcher.stdin as Socket).unref();
  server.once('exit', () => watcher.kill());
}
