import type { BrokerHttp } from './broker-http.js';
import { type Contract, decide, type Decision, type Finding, type Version } from './contract-store.js';
import { notDeployed, notKept, notVerified, verified } from './findings.js';

/** The most contracts that a service may have; a broker answers with 100 rows by default. */
const LIMIT = '10000';

/** The part of a matrix that is read. */
interface Matrix {
  summary: { deployable: boolean | null; reason: string };
  matrix: Row[];
}

interface Row {
  consumer: { name: string; version: { number: string } };
  provider: { name: string; version: { number: string } | null };
  verificationResult: { success: boolean; _links: { self: { href: string } } } | null;
}

/** A result as this project's commands or Pact's own verifiers publish it. */
interface Result {
  testResults?: {
    title?: string;
    failures?: string[];
    mismatches?: { mismatch?: string; description?: string }[];
  }[];
}

/** Decides by the matrix of a broker (https://docs.pact.io/pact_broker/client_cli/readme#can-i-deploy). */
export class BrokerMatrix {
  /** @param deployed the versions that are deployed in the environment */
  constructor(
    private readonly http: BrokerHttp,
    private readonly environment: string,
    private readonly deployed: Version[],
  ) {}

  async decide(version: Version): Promise<Decision> {
    const { summary, matrix } = (await this.http.call('GET', ['matrix'], {
      query: [
        ['q[][pacticipant]', version.service],
        ['q[][version]', version.revision],
        ['latestby', 'cvp'],
        ['environment', this.environment],
        ['limit', LIMIT],
      ],
    })) as Matrix;
    const decision = decide(await Promise.all(matrix.map((row) => this.finding(row, version))));
    if (decision.answer !== 'yes' || summary.deployable) return decision;
    // The broker sees something against it that no row shows.
    return decide([...decision.findings, { answer: 'unknown', reason: summary.reason }]);
  }

  private async finding({ consumer, provider, verificationResult }: Row, asked: Version): Promise<Finding> {
    const found = provider.version?.number ?? this.revisionOf(provider.name, asked);
    if (found === undefined)
      return notDeployed(consumer.name, provider.name, this.environment, !this.deployed.length);
    const contract = {
      consumer: { service: consumer.name, revision: consumer.version.number },
      provider: { service: provider.name, revision: found },
    };
    if (!verificationResult) return notVerified(contract);
    if (verificationResult.success) return verified(contract);
    return notKept(contract, await this.verification(contract, verificationResult._links.self.href));
  }

  /** The matrix names no version of a provider without a result. */
  private revisionOf(provider: string, asked: Version): string | undefined {
    if (provider === asked.service) return asked.revision;
    return this.deployed.find(({ service }) => service === provider)?.revision;
  }

  private async verification({ consumer, provider }: Contract, href: string) {
    const { testResults } = (await this.http.call('GET', href)) as Result;
    const results = Array.isArray(testResults) ? testResults : [];
    const interactions = results.map(({ title = `see ${href}`, failures, mismatches = [] }) => [
      title,
      failures ?? mismatches.map(({ mismatch, description }) => mismatch ?? description ?? `see ${href}`),
    ]);
    return {
      consumer: consumer.service,
      provider: provider.service,
      hash: '',
      success: false,
      interactions: Object.fromEntries(interactions) as Record<string, string[]>,
    };
  }
}
