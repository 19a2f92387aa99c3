import { contractHash } from '#libs/contract-hash';
import { type Pact, pactFileName } from '#tooling/pacts';
import { type GitRepository, pactOn } from '#tooling/testing';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ContractStore, Decision, SelectedPact, Version } from '../src/contract-store.js';

/** A store with an environment that nothing is deployed to, and what differs between a ledger and a broker. */
export interface Life {
  store: ContractStore;
  repository: GitRepository;
  environment: string;
  /** The version of a provider that the store has verified, after a consumer has published. @param decision about the consumer */
  askedToVerify(provider: string, decision: Decision): Promise<Version>;
  removeEnvironment(): Promise<void>;
}

const BRANCH = 'feature';

/** What every store says to one contract from its first publication to the end of its environment, line by line. */
export class ContractLife {
  readonly lines: string[] = [];
  /** Of the pacts that were verified, in their order. */
  readonly pending: boolean[] = [];
  private readonly names = { shop: `shop-${randomUUID()}`, lamps: `lamps-${randomUUID()}` };
  private readonly revisions: string[] = [];

  constructor(private readonly life: Life) {}

  async play(): Promise<this> {
    const { shop, lamps } = this.names;
    const first = await this.publish('watts', 'main', shop, lamps);
    await this.verify(first, 'main', ['watts']);
    await this.deploy({ service: lamps, revision: first });
    await this.deploy({ service: shop, revision: first });

    // The consumer needs more than what is deployed gives.
    const second = await this.publish('volts', BRANCH, shop);
    const asked = await this.life.askedToVerify(lamps, await this.ask({ service: shop, revision: second }));
    this.say(`${asked.service} at ${asked.revision} is asked to verify`);
    await this.verify(asked.revision, BRANCH, ['watts']);
    await this.ask({ service: shop, revision: second });
    await this.ask({ service: lamps, revision: first }); // what it never kept stops nobody

    // The provider goes first.
    const third = this.commit('volts', lamps);
    await this.verify(third, BRANCH, ['watts', 'volts']);
    await this.deploy({ service: lamps, revision: third });
    await this.deploy({ service: shop, revision: second });

    // And back, the consumer first.
    await this.ask({ service: lamps, revision: first });
    await this.deploy({ service: shop, revision: first });
    await this.deploy({ service: lamps, revision: first });

    const needed = await this.life.store.consumersOf(lamps, this.life.environment);
    this.say(`${lamps} is needed by ${needed.join(', ')}`);
    await this.remove(shop);
    await this.remove(lamps);
    await this.life.removeEnvironment();
    await this.ask({ service: shop, revision: first });
    return this;
  }

  private async publish(field: string, branch: string, ...changed: string[]): Promise<string> {
    const revision = this.commit(field, ...changed);
    const { shop } = this.names;
    const file = join(this.life.repository.folder, 'contracts/pacts', pactFileName(this.pactOn(field)));
    const count = await this.life.store.publish([file], revision, branch);
    this.say(`publish ${shop} at ${revision} on ${branch}: ${count} pact`);
    return revision;
  }

  private commit(field: string, ...changed: string[]): string {
    const revision = this.life.repository.commit([this.pactOn(field)], ...changed);
    this.revisions.push(revision);
    return revision;
  }

  /** Verifies whatever the store selects. @param keeps the fields that the provider has */
  private async verify(revision: string, branch: string, keeps: string[]): Promise<void> {
    const { shop, lamps } = this.names;
    const newest = this.life.repository.read(`contracts/pacts/${pactFileName(this.pactOn('watts'))}`);
    const selected = await this.life.store.pactsFor(lamps, branch, [JSON.parse(newest) as Pact]);
    for (const { field, pending } of selected.map((one) => this.fieldOf(one)).toSorted(byField)) {
      const success = keeps.includes(field);
      await this.life.store.recordVerification(
        {
          consumer: shop,
          provider: lamps,
          hash: contractHash(this.pactOn(field)),
          success,
          interactions: { [`${shop}: a look`]: success ? [] : [`$.${field} is missing`] },
        },
        revision,
        branch,
      );
      this.pending.push(pending);
      this.say(`verify ${lamps} at ${revision} for ${shop}: ${success ? 'keeps' : 'does not keep'} ${field}`);
    }
  }

  private fieldOf({ hash, pending }: SelectedPact) {
    const field = ['watts', 'volts'].find((one) => contractHash(this.pactOn(one)) === hash);
    return { field: field ?? `an unknown pact ${hash}`, pending };
  }

  private async ask(version: Version): Promise<Decision> {
    const { store, environment } = this.life;
    const question = `can-i-deploy ${version.service} at ${version.revision}`;
    const decision = await store.canIDeploy(version, environment).catch((error: Error) => {
      this.say(`${question}: ${error.message.split(';')[0]}`);
      return { answer: 'unknown' as const, findings: [] };
    });
    for (const { answer, reason } of decision.findings) this.say(`${question}: ${answer}, ${reason}`);
    if (decision.answer === 'yes' && !decision.findings.length) this.say(`${question}: yes`);
    return decision;
  }

  /** @throws Error when it must not be deployed */
  private async deploy(version: Version): Promise<void> {
    const { answer } = await this.ask(version);
    if (answer !== 'yes') throw new Error(this.lines.join('\n'));
    await this.life.store.recordDeployment(version, this.life.environment);
    this.say(`deployed ${version.service} at ${version.revision}`);
  }

  private async remove(service: string): Promise<void> {
    await this.life.store.recordUndeployment(service, this.life.environment);
    this.say(`removed ${service}`);
  }

  private pactOn(field: string): Pact {
    return pactOn(this.names.shop, this.names.lamps, field);
  }

  /** Names and revisions are other ones each time. */
  private say(line: string): void {
    const { environment } = this.life;
    const plain = Object.entries(this.names)
      .reduce((text, [name, unique]) => text.replaceAll(unique, name), line)
      .replaceAll(environment, 'ENVIRONMENT');
    const numbered = this.revisions.reduce(
      (text, revision, at) =>
        text.replaceAll(revision, `r${at + 1}`).replaceAll(revision.slice(0, 8), `r${at + 1}`),
      plain,
    );
    this.lines.push(numbered);
  }
}

const byField = (one: { field: string }, other: { field: string }) => other.field.localeCompare(one.field);
