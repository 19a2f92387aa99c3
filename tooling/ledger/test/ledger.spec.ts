import { afterAll, describe, expect, it } from '@jest/globals';
import { contractHash } from '#libs/contract-hash';
import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pactOn } from '#tooling/testing';
import { type Answer, type Version } from '../src/contract-store.js';
import { Ledger } from '../src/ledger.js';
import { type Pact } from '#tooling/pacts';
import { type Revisions, UnknownRevision } from '../src/revisions.js';

const SERVICES = ['orders', 'lamps', 'stock'];
const ENVIRONMENTS = ['test', 'production'];
const HISTORIES = 1_000;

/** All services at one commit: a number for the sources of each, and a field for each pact. */
interface Commit {
  sources: Record<string, number>;
  pacts: Record<string, string>;
}

/** One step of a history. Numbers of commits and services count modulo those that exist. */
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

/** A simple model of the ledger: it remembers every step, and searches all of them for each question. */
class Model {
  readonly commits: Commit[] = [{ sources: {}, pacts: {} }];
  private readonly steps: Step[] = [];

  /** Commits branch off any commit, so that histories contain branches and late fixes of old versions. */
  apply(step: Step): void {
    const base = 'of' in step ? pick(this.commits, step.of) : undefined;
    if (step.kind === 'change') {
      const service = pick(SERVICES, step.service);
      this.commits.push({ ...base!, sources: { ...base!.sources, [service]: this.commits.length } });
    }
    if (step.kind === 'expect') {
      const pair = this.pairOf(step);
      if (pair) this.commits.push({ ...base!, pacts: { ...base!.pacts, [pair]: step.field } });
    }
    // Later commits change what a number means modulo their count, so this keeps its meaning now.
    const count = this.commits.length;
    this.steps.push({
      ...step,
      ...('of' in step && { of: step.of % count }),
      ...('at' in step && { at: step.at % count }),
    });
  }

  pairOf({ consumer, provider }: { consumer: number; provider: number }): string | undefined {
    const [from, to] = [pick(SERVICES, consumer), pick(SERVICES, provider)];
    return from === to ? undefined : `${from} ${to}`;
  }

  /** The numbers of the newest commits; a shorter history was asked about the older ones. */
  newest(count: number): number[] {
    return [...this.commits.keys()].slice(-count);
  }

  canIDeploy(service: string, commit: number, environment: string): Answer {
    const answers: Answer[] = [];
    for (const other of SERVICES.filter((name) => name !== service)) {
      const deployed = this.deployed(other, environment);
      if (this.commits[commit]!.pacts[`${service} ${other}`])
        answers.push(deployed === undefined ? 'no' : this.verified(`${service} ${other}`, commit, deployed));
      if (deployed !== undefined && this.commits[deployed]!.pacts[`${other} ${service}`])
        answers.push(this.verified(`${other} ${service}`, deployed, commit));
    }
    if (answers.includes('no')) return 'no';
    return answers.includes('unknown') ? 'unknown' : 'yes';
  }

  private deployed(service: string, environment: string): number | undefined {
    let commit: number | undefined;
    for (const step of this.steps) {
      if (step.kind !== 'deploy' && step.kind !== 'remove') continue;
      if (pick(SERVICES, step.service) !== service || pick(ENVIRONMENTS, step.to) !== environment) continue;
      commit = step.kind === 'deploy' ? step.of : undefined;
    }
    return commit;
  }

  private verified(pair: string, consumedAt: number, providedAt: number): Answer {
    const [, provider = ''] = pair.split(' ');
    let answer: Answer = 'unknown';
    for (const step of this.steps) {
      if (step.kind !== 'verify' || this.pairOf(step) !== pair) continue;
      const isSamePact = this.commits[step.of]!.pacts[pair] === this.commits[consumedAt]!.pacts[pair];
      const isSameProvider =
        this.commits[step.at]!.sources[provider] === this.commits[providedAt]!.sources[provider];
      if (isSamePact && isSameProvider) answer = step.success ? 'yes' : 'no';
    }
    return answer;
  }
}

/** The commits of a model, as the revisions of a ledger. */
class ModelRevisions implements Revisions {
  constructor(private readonly commits: Commit[]) {}

  pactsAt(revision: string): Pact[] {
    return Object.entries(this.commitAt(revision).pacts)
      .filter(([, field]) => field)
      .map(([pair, field]) => pactOn(...(pair.split(' ') as [string, string]), field));
  }

  treeOf({ service, revision }: Version): string {
    return `tree-${this.commitAt(revision).sources[service] ?? 0}`;
  }

  private commitAt(revision: string): Commit {
    const commit = this.commits[Number(revision)];
    if (!commit) throw new UnknownRevision(`There is no ${revision}.`);
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
    for (const created of folders) rmSync(created, { recursive: true });
  });

  /**
   * Applies a history to the ledger and the model, and returns each question on which they disagree.
   * @param counts counts the answers
   * @param fixed replaces every answer of the model
   */
  async function disagreements(
    steps: Step[],
    counts: Record<Answer, number>,
    fixed?: Answer,
  ): Promise<string[]> {
    const model = new Model();
    const ledger = new Ledger(folder(), new ModelRevisions(model.commits), ENVIRONMENTS);
    const found: string[] = [];
    for (const step of steps) {
      model.apply(step);
      await applyTo(ledger, step, model);
    }
    for (const service of SERVICES) {
      for (const commit of model.newest(3)) {
        const expected = fixed ?? model.canIDeploy(service, commit, 'production');
        const { answer } = await ledger.canIDeploy({ service, revision: String(commit) }, 'production');
        counts[answer]++;
        if (answer !== expected) found.push(`${service} ${commit}: ${answer}, not ${expected}`);
      }
    }
    return found;
  }

  async function applyTo(ledger: Ledger, step: Step, model: Model): Promise<void> {
    const revision = (number: number) => String(number % model.commits.length);
    if (step.kind === 'deploy')
      await ledger.recordDeployment(
        { service: pick(SERVICES, step.service), revision: revision(step.of) },
        pick(ENVIRONMENTS, step.to),
      );
    if (step.kind === 'remove')
      await ledger
        .recordUndeployment(pick(SERVICES, step.service), pick(ENVIRONMENTS, step.to))
        .catch((error: Error) =>
          expect(error.message).toMatch(/ is not in .*, so there is nothing to remove\.$/),
        );
    if (step.kind === 'verify') await verify(ledger, step, model);
  }

  async function verify(ledger: Ledger, step: Step & { kind: 'verify' }, model: Model): Promise<void> {
    const pair = model.pairOf(step);
    const field = pair && pick(model.commits, step.of).pacts[pair];
    if (!field) return;
    const [consumer, provider] = pair.split(' ') as [string, string];
    const hash = contractHash(pactOn(consumer, provider, field));
    await ledger.recordVerification(
      { consumer, provider, hash, success: step.success, interactions: {} },
      String(step.at % model.commits.length),
    );
  }

  it('decides as a search through the whole history does, in a thousand random histories', async () => {
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

  it('keeps the first file of equal results, and replaces it by a different one', async () => {
    const root = folder();
    const ledger = new Ledger(
      root,
      new ModelRevisions([
        { sources: {}, pacts: {} },
        { sources: {}, pacts: {} },
      ]),
      [],
    );
    const result = { consumer: 'orders', provider: 'lamps', hash: 'h', success: true, interactions: {} };
    const written = () =>
      JSON.parse(readFileSync(join(root, 'verifications/h/orders+lamps@tree-0.json'), 'utf8')) as object;
    await ledger.recordVerification(result, '0');
    await ledger.recordVerification(result, '1');
    expect(written()).toMatchObject({ success: true, revision: '0' });
    await ledger.recordVerification({ ...result, success: false }, '1');
    expect(written()).toMatchObject({ success: false, revision: '1' });
  });

  it('disagrees with a model that always answers yes', async () => {
    const steps: Step[] = [
      { kind: 'expect', consumer: 0, provider: 1, field: 'a', of: 0 },
      { kind: 'deploy', service: 1, of: 0, to: 1 },
    ];
    expect(await disagreements(steps, { yes: 0, no: 0, unknown: 0 }, 'yes')).toContain(
      'orders 1: unknown, not yes',
    );
  });
});
