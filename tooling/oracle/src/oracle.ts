import { EmbeddedPostgres } from '#tooling/embedded-postgres';
import { ANSWER_MS, eventually } from '#tooling/platform';
import type { Service } from '#libs/service';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPlan, type RunOptions } from './run.js';
import { INITIAL_STOCK, Shop, WELCOME_POINTS } from './shop.js';
import type { Outcome } from './report.js';
import { violationsIn } from './verdict.js';

/** Runs `work` with a PostgreSQL server of its own, whose data is deleted afterwards and is not worth waiting for a disk. */
export async function withServer<Result>(work: (ownerUrl: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'oracle-'));
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const postgres = await EmbeddedPostgres.start({ dataDir: join(folder, 'postgres'), settings });
  try {
    return await work(postgres.url());
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Another program may take a port between the moment in which it is found to be free and the start of its service. */
const isPortTaken = (error: unknown): boolean => (error as { code?: string }).code === 'EADDRINUSE';

/** Opens a shop, runs a plan, and judges what is left. */
export async function consult(
  ownerUrl: string,
  options: RunOptions & { instead?: Service[] },
): Promise<Outcome> {
  const { kills = false, instead = [] } = options;
  const open = () => Shop.open({ ownerUrl, asProcesses: kills, instead });
  const shop = await eventually(open, ANSWER_MS, undefined, isPortTaken);
  try {
    const began = performance.now();
    const evidence = await runPlan(shop, options);
    const ms = performance.now() - began;
    const violations = violationsIn(evidence, { initialStock: INITIAL_STOCK, welcomePoints: WELCOME_POINTS });
    return { evidence, violations, ms };
  } finally {
    await shop.close();
  }
}
