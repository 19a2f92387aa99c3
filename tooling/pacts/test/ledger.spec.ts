import { afterAll, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/service';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ledger } from '../src/ledger.js';
import { type Pact } from '../src/pact-file.js';
import { type Revisions, UnknownRevision } from '../src/revisions.js';
import { type Answer, type Version } from '../src/contract-store.js';
import { pactOn } from '#tooling/testing';

const SERVICES = ['orders', 'lamps', 'stock'];
const ENVIRONMENTS = ['test', 'production'];
const HISTORIES = 1_000;

/** All services at once, each with a number for its sources, and a field for each pact. */
interface Commit {
  sources: Record<string, number>;
  pacts: Record<string, string>;
}

/** What may happen; commits and services by number, which are taken modulo those there are. */
type Step =
  | { kind: 'change'; service: number; of: number }
  | { kind: 'expect'; consumer: number; provider: number; field: string; of: number }
  | { kind: 'verify'; consumer: number; provider: number; of: number; at: number; success: boolean }
  | { kind: 'deploy'; service: number; of: number; to: number }
  | { kind: 'remove'; service: number; to: number };

const small = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('change' as const), service: small, of: small }),
  fc.record({
    kind: fc.constant('expect' as const),
    consumer: small,
    provider: small,
    field: fc.constantFrom('a', 'b', ''),
    of: small,
  }),
  fc.record({
    kind: fc.constant('verify' as const),
    consumer: small,
    provider: small,
    of: small,
    at: small,
    success: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('deploy' as const), service: small, of: small, to: small }),
  fc.record({ kind: fc.constant('remove' as const), service: small, to: small }),
);

const pick = <T>(all: T[], number: number): T => all[number % all.length]!;

/** The second opinion: it remembers everything that happened, and looks through all of it for each question. */
class Naive {
  readonly commits: Commit[] = [{ sources: {}, pacts: {} }];
  private readonly happened: Step[] = [];

  /** Commits branch off any commit, so that branches and late fixes of old versions are there, too. */
  take(step: Step): void {
    const base = 'of' in step ? pick(this.commits, step.of) : undefined;
    if (step.kind === 'change') {
      const service = pick(SERVICES, step.service);
      this.commits.push({ ...base!, sources: { ...base!.sources, [service]: this.commits.length } });
    }
    if (step.kind === 'expect') {
      const pair = this.pairOf(step);
      if (pair) this.commits.push({ ...base!, pacts: { ...base!.pacts, [pair]: step.field } });
    }
    // Numbers are of the commits there are now, so they are kept as those.
    const now = this.commits.length;
    this.happened.push({
      ...step,
      ...('of' in step && { of: step.of % now }),
      ...('at' in step && { at: step.at % now }),
    });
  }

  pairOf({ consumer, provider }: { consumer: number; provider: number }): string | undefined {
    const [from, to] = [pick(SERVICES, consumer), pick(SERVICES, provider)];
    return from === to ? undefined : `${from} ${to}`;
  }

  /** Commits by number; a shorter history asked about the older ones. */
  newest(count: number): number[] {
    return [...this.commits.keys()].slice(-count);
  }

  ask(service: string, commit: number, environment: string): Answer {
    const answers: Answer[] = [];
    for (const other of SERVICES.filter((one) => one !== service)) {
      const there = this.deployed(other, environment);
      if (this.commits[commit]!.pacts[`${service} ${other}`])
        answers.push(there === undefined ? 'no' : this.verified(`${service} ${other}`, commit, there));
      if (there !== undefined && this.commits[there]!.pacts[`${other} ${service}`])
        answers.push(this.verified(`${other} ${service}`, there, commit));
    }
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  }

  private deployed(service: string, environment: string): number | undefined {
    let at: number | undefined;
    for (const one of this.happened) {
      if (one.kind !== 'deploy' && one.kind !== 'remove') continue;
      if (pick(SERVICES, one.service) !== service || pick(ENVIRONMENTS, one.to) !== environment) continue;
      at = one.kind === 'deploy' ? one.of : undefined;
    }
    return at;
  }

  private verified(pair: string, consumedAt: number, providedAt: number): Answer {
    const [, provider = ''] = pair.split(' ');
    let answer: Answer = 'unknown';
    for (const one of this.happened) {
      if (one.kind !== 'verify' || this.pairOf(one) !== pair) continue;
      const isSamePact = this.commits[one.of]!.pacts[pair] === this.commits[consumedAt]!.pacts[pair];
      const isSameProvider =
        this.commits[one.at]!.sources[provider] === this.commits[providedAt]!.sources[provider];
      if (isSamePact && isSameProvider) answer = one.success ? 'yes' : 'no';
    }
    return answer;
  }
}

/** The same commits for the ledger, which asks for them by name. */
class Past implements Revisions {
  constructor(private readonly commits: Commit[]) {}

  pactsAt(revision: string): Pact[] {
    return Object.entries(this.at(revision).pacts)
      .filter(([, field]) => field)
      .map(([pair, field]) => pactOn(...(pair.split(' ') as [string, string]), field));
  }

  treeOf({ service, revision }: Version): string {
    return `tree-${this.at(revision).sources[service] ?? 0}`;
  }

  private at(revision: string): Commit {
    const commit = this.commits[Number(revision)];
    if (!commit) throw new UnknownRevision(`there is no ${revision}`);
    return commit;
  }
}

describe('the ledger', () => {
  const folders: string[] = [];
  const folder = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'ledger-')));
    return folders.at(-1)!;
  };
  afterAll(() => {
    for (const one of folders) rmSync(one, { recursive: true });
  });

  /** Plays a history to both; answers with every question on which they disagree, and counts the answers. */
  async function disagreements(
    steps: Step[],
    counts: Record<Answer, number>,
    lie?: Answer,
  ): Promise<string[]> {
    const naive = new Naive();
    const ledger = new Ledger(folder(), new Past(naive.commits), ENVIRONMENTS);
    const found: string[] = [];
    for (const step of steps) {
      naive.take(step);
      await tell(ledger, step, naive);
    }
    for (const service of SERVICES) {
      for (const commit of naive.newest(3)) {
        const second = lie ?? naive.ask(service, commit, 'production');
        const { answer } = await ledger.canIDeploy({ service, revision: String(commit) }, 'production');
        counts[answer]++;
        if (answer !== second) found.push(`${service} ${commit}: ${answer}, not ${second}`);
      }
    }
    return found;
  }

  async function tell(ledger: Ledger, step: Step, naive: Naive): Promise<void> {
    const revision = (number: number) => String(number % naive.commits.length);
    if (step.kind === 'deploy')
      await ledger.recordDeployment(
        { service: pick(SERVICES, step.service), revision: revision(step.of) },
        pick(ENVIRONMENTS, step.to),
      );
    if (step.kind === 'remove')
      await ledger.recordUndeployment(pick(SERVICES, step.service), pick(ENVIRONMENTS, step.to));
    if (step.kind === 'verify') await verify(ledger, step, naive);
  }

  async function verify(ledger: Ledger, step: Step & { kind: 'verify' }, naive: Naive): Promise<void> {
    const pair = naive.pairOf(step);
    const field = pair && pick(naive.commits, step.of).pacts[pair];
    if (!field) return;
    const [consumer, provider] = pair.split(' ') as [string, string];
    const hash = contractHash(pactOn(consumer, provider, field));
    await ledger.recordVerification(
      { consumer, provider, hash, success: step.success, interactions: {} },
      String(step.at % naive.commits.length),
    );
  }

  it('decides as somebody would who looks through the whole history, in a thousand of them', async () => {
    const counts = { yes: 0, no: 0, unknown: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 24 }), async (steps) => {
        expect(await disagreements(steps, counts)).toEqual([]);
      }),
      { numRuns: HISTORIES },
    );
    process.stdout.write(
      `${HISTORIES} histories without disagreement: ${counts.yes} yes, ${counts.no} no, ${counts.unknown} unknown\n`,
    );
    for (const count of Object.values(counts)) expect(count).toBeGreaterThan(HISTORIES / 10);
  });

  it('writes down once what stays the same, and anew what does not', async () => {
    const place = folder();
    const ledger = new Ledger(
      place,
      new Past([
        { sources: {}, pacts: {} },
        { sources: {}, pacts: {} },
      ]),
      [],
    );
    const said = { consumer: 'orders', provider: 'lamps', hash: 'h', success: true, interactions: {} };
    const written = () =>
      JSON.parse(readFileSync(join(place, 'verifications/h/orders+lamps@tree-0.json'), 'utf8')) as object;
    await ledger.recordVerification(said, '0');
    await ledger.recordVerification(said, '1');
    expect(written()).toMatchObject({ success: true, revision: '0' });
    await ledger.recordVerification({ ...said, success: false }, '1');
    expect(written()).toMatchObject({ success: false, revision: '1' });
  });

  it('is seen to disagree with somebody who always says yes', async () => {
    const steps: Step[] = [
      { kind: 'expect', consumer: 0, provider: 1, field: 'a', of: 0 },
      { kind: 'deploy', service: 1, of: 0, to: 1 },
    ];
    expect(await disagreements(steps, { yes: 0, no: 0, unknown: 0 }, 'yes')).toContain(
      'orders 1: unknown, not yes',
    );
  });
});
