import { rmSync } from 'node:fs';
import { chmod, mkdtemp, statfs } from 'node:fs/promises';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { shareTestRun, specRunOptions } from '#tooling/pacts';
import { COMPILE_CACHE } from '#tooling/platform';
import { discoverServices, provisionPlatform } from '#libs/service';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes of memory that must be free for a run; it uses a fifth of them. */
const FREE_MEMORY = 4 * 1024 ** 3;

/** A folder for all files of a run: in memory where that is free, because tests create some 300 databases. */
async function makeFolder() {
  const memory = await statfs('/dev/shm').catch(() => undefined);
  const isFree = memory && memory.bavail * memory.bsize > FREE_MEMORY;
  const folder = await mkdtemp(join(isFree ? '/dev/shm' : tmpdir(), 'troupe-test-'));
  await chmod(folder, 0o755); // PostgreSQL runs as another user when root runs the tests
  return folder;
}

/** One PostgreSQL cluster per run. Its databases are templates: each spec file gets copies of those it needs. */
export default async function setUp({ testNamePattern }) {
  const folder = await makeFolder();
  process.env.TMPDIR = folder;
  // What workers and their child processes load is compiled once.
  process.env.NODE_COMPILE_CACHE ??= COMPILE_CACHE;
  // Everything that tests call is on this machine, and Pact would use a proxy.
  takeOut(/^(https?|all)_proxy$/i);
  // Pact's verifier would also verify the pacts of a broker in the environment. The suite that needs it finds it here.
  const pactBroker = takeOut(/^PACT_BROKER_/);
  // No data outlives the run, so nothing waits for the disk.
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const starting = EmbeddedPostgres.start({ dataDir: join(folder, 'postgres'), settings });
  globalThis.cleanUp = () => starting.then((server) => server.stop());
  cleanUpWhenInterrupted();
  // Whatever ends this process, a set-up that fails included, nothing of the run stays in memory.
  process.once('exit', () => rmSync(folder, { recursive: true, maxRetries: 5 }));
  const postgres = await starting;
  const options = specRunOptions();
  shareTestRun({
    postgresUrl: postgres.url(),
    // A fresh folder, because Pact merges into existing files and would keep what a spec no longer writes.
    pactsFolder: options.accept ?? join(folder, 'pacts'),
    coverageFile: join(folder, 'covered-interactions'),
    isPartial: Boolean(testNamePattern),
    pactBroker,
    options,
  });
  await provisionPlatform(postgres.url(), await discoverServices(), (name) => name);
}

/** Jest would end at once, before its database. A terminal sends the signal, and a parent may pass it on again. */
function cleanUpWhenInterrupted() {
  let cleaning;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])
    process.on(signal, () => {
      cleaning ??= globalThis.cleanUp().finally(() => process.exit(code));
    });
}

/** Removes variables of these names, and returns them. */
function takeOut(names) {
  const taken = Object.entries(process.env).filter(([name]) => names.test(name));
  for (const [name] of taken) delete process.env[name];
  return Object.fromEntries(taken);
}
