import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { shareTestRun, specRunOptions } from '#tooling/pacts';
import { COMPILE_CACHE } from '#tooling/platform';
import { discoverServices, provisionBroker, provisionService } from '#libs/service';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that must be free in memory for a run, which takes a fifth of it: others need some, too. */
const ROOM = 4 * 1024 ** 3;

/** A folder for everything that a run writes: in memory where there is room, as tests make some 300 databases. */
async function scratch() {
  const memory = await statfs('/dev/shm').catch(() => undefined);
  const hasRoom = memory && memory.bavail * memory.bsize > ROOM;
  const folder = await mkdtemp(join(hasRoom ? '/dev/shm' : tmpdir(), 'troupe-test-'));
  await chmod(folder, 0o755); // when root runs the tests, PostgreSQL runs as somebody else
  return folder;
}

/** One PostgreSQL cluster per run. Its databases are templates: each spec file gets copies of those it needs. */
export default async function setUp({ testNamePattern }) {
  const folder = await scratch();
  process.env.TMPDIR = folder;
  // Of the workers and all that they start: what many processes load is compiled once.
  process.env.NODE_COMPILE_CACHE ??= COMPILE_CACHE;
  // Whoever a test talks to is on this machine; Pact would ask the proxy for them.
  takeOut(/^(https?|all)_proxy$/i);
  // Pact's verifier would ask a broker of the environment for pacts, too; the suite that wants one finds it here.
  const pactBroker = takeOut(/^PACT_BROKER_/);
  // Nothing here outlives the machine, so nothing needs to wait for its disk.
  const settings = { fsync: 'off', full_page_writes: 'off' };
  const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres'), settings });
  globalThis.cleanUp = async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, maxRetries: 5 });
  };
  const options = specRunOptions();
  shareTestRun({
    postgresUrl: postgres.url(),
    // A fresh folder: Pact merges into the files that it finds, so what a spec no longer writes would stay.
    pactsFolder: options.accept ?? join(folder, 'pacts'),
    coverageFile: join(folder, 'covered-interactions'),
    isPartial: Boolean(testNamePattern),
    pactBroker,
    options,
  });
  await provisionBroker(postgres.url());
  for (const service of await discoverServices())
    await provisionService(postgres.url(), service, service.name);
}

/** Removes variables of these names, and returns them. */
function takeOut(names) {
  const taken = Object.entries(process.env).filter(([name]) => names.test(name));
  for (const [name] of taken) delete process.env[name];
  return Object.fromEntries(taken);
}
