import { type Contract, type ContractStore, type Finding, short } from '#tooling/ledger';
import type { VerifiedPact } from './verify-selected.js';

/** The line of a finding. What is unknown names the command that settles it. @param head the commit that is checked out */
export function lineOf({ answer, reason, unverified }: Finding, head: string): string {
  const settling = unverified ? `; to settle it, ${commandFor(unverified, head)}` : '';
  return `${answer.padEnd(8)} ${reason}${settling}`;
}

/** A provider is verified where its sources are; the pact may be of another commit. */
function commandFor({ consumer, provider }: Contract, head: string): string {
  const where =
    provider.revision === head
      ? 'let CI run'
      : `let CI check out ${short(provider.revision)} and run GIT_BRANCH=main`; // a commit alone has no branch
  const also = consumer.revision === provider.revision ? '' : ` --pacts-of ${short(consumer.revision)}`;
  return `${where} npm run contracts:verify -- ${provider.service}${also}`;
}

/** What is still unknown about the services of these pacts at a revision, a line each. */
export async function unknownsOf(
  store: ContractStore,
  results: VerifiedPact[],
  revision: string,
  environments: string[],
): Promise<string[]> {
  const services = new Set(results.flatMap(({ pact }) => [pact.consumer.name, pact.provider.name]));
  const lines = [];
  for (const environment of environments)
    for (const service of services) {
      const { findings } = await store.canIDeploy({ service, revision }, environment);
      lines.push(
        ...findings.filter(({ answer }) => answer === 'unknown').map((one) => lineOf(one, revision)),
      );
    }
  return [...new Set(lines)];
}
