import { shown } from '#tooling/platform';
import { once } from 'node:events';
import { command } from './command.js';
import { Launcher } from './launcher.js';
import { help, readOptions } from './options.js';
import { StatePaths } from './state-paths.js';
import { table } from './table.js';

/** npm passes a Ctrl-C on that the terminal has delivered already; within this time a signal is the same one. */
const ECHO_MS = 300;
const ORPHAN_POLL_MS = 250;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function stopRequest(): AbortSignal {
  const request = new AbortController();
  let asked = Infinity;
  const onSignal = () => {
    if (Date.now() - asked > ECHO_MS) process.exit(1);
    asked = Math.min(asked, Date.now());
    request.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  if (process.env.npm_lifecycle_event) onOrphaned(onSignal);
  return request.signal;
}

/** A SIGTERM to npm reaches no further than the shell in between, whose end gives this process another parent. */
function onOrphaned(react: () => void): void {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    react();
  }, ORPHAN_POLL_MS);
  watch.unref();
}

async function launch(args: string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) return say(help());
  const stop = stopRequest();
  const launcher = new Launcher(options, process.env, (line) => say(`  ${line}`));
  try {
    say('Troupe is starting');
    say(`\n${table(await launcher.start(stop))}\n`);
    say('Each service has its documentation at /docs, and answers /health/ready, /metrics and /info.');
    say(`Logs are in ${shown(new StatePaths(options.data).logs)}: npm run logs -- <correlation-id>`);
    say(`Ready after ${process.uptime().toFixed(1)} s. Ctrl-C stops everything.`);
    await once(stop, 'abort');
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    await launcher.stop();
  }
  say('Everything has stopped.');
}

process.stdout.on('error', () => {}); // a closed terminal must not keep PostgreSQL from being stopped
await command(launch);
process.exit(); // with the exit code that is set: a service that did not stop in time must not hold the process
