import { displayPath, outliveOutput } from '#tooling/platform';
import { once } from 'node:events';
import { setSourceMapsSupport } from 'node:module';
import { type LaunchOptions } from './launch-options.js';
import { Launcher } from './launcher.js';
import { operatorPage } from './operator-page.js';
import { formatTable } from './start-table.js';
import { type StatePaths } from './state-paths.js';

/** npm repeats a Ctrl-C that the terminal has delivered already: within so many milliseconds it is the same one. */
const ECHO_MS = 300;
const ORPHAN_POLL_MS = 250;

const print = (line: string) => void process.stdout.write(`${line}\n`);

/** Aborts on the first signal to stop; a second one ends this process at once. */
function stopRequest(): AbortSignal {
  const request = new AbortController();
  let requestedAt = Infinity;
  const onSignal = () => {
    if (Date.now() - requestedAt > ECHO_MS) process.exit(1);
    requestedAt = Math.min(requestedAt, Date.now());
    request.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  if (process.env.npm_lifecycle_event) onOrphaned(onSignal);
  return request.signal;
}

/** A SIGTERM to npm reaches only the shell in between. When the shell ends, this process gets another parent. */
function onOrphaned(react: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    react();
  }, ORPHAN_POLL_MS);
  watch.unref();
}

/** Starts everything, and stops it again on a signal. */
export async function launch(options: LaunchOptions, paths: StatePaths): Promise<void> {
  setSourceMapsSupport(true); // the services are loaded later
  outliveOutput(); // the platform is for its clients, and not for the reader of these lines
  const stop = stopRequest();
  const launcher = new Launcher(options, paths, process.env, (line) => print(`  ${line}`));
  try {
    print('Troupe is starting');
    const table = formatTable(await launcher.start(stop));
    for (const line of ['', ...(await operatorPage(paths))]) print(line);
    print(`\n${table}\n`);
    print('Each service serves its API documentation at /docs, and /health/ready, /metrics and /info.');
    print(`Logs are in ${displayPath(paths.logs)}: ${paths.advised('npm run logs -- CORRELATION-ID')}`);
    print(`Ready after ${process.uptime().toFixed(1)} s. Ctrl-C stops everything.`);
    await Promise.race([once(stop, 'abort'), launcher.failed]);
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await launcher.stop();
  }
  print('Everything has stopped.');
}
