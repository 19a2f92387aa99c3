import { Envelope } from '#libs/messaging';
import { Comparator } from '@pactflow/openapi-pact-comparator';
import { type CoverageFindings, type Interaction, interactionName, isEvent, type Pact } from '#tooling/pacts';
import type { AsyncApi, OpenApi } from './document.js';

/** A service's documents. */
export interface Documents {
  openApi: OpenApi;
  asyncApi: AsyncApi;
}

/** What is no problem: an event that fits, and a status that the document describes by `default`. */
const FINE = ['message.matched', 'response.status.default'];

/** Holds each interaction of a pact against the documents of its provider. */
export async function proofs(pact: Pact, provider: Documents | undefined): Promise<CoverageFindings> {
  const pair = `${pact.consumer.name} to ${pact.provider.name}`;
  if (!provider) return [{ subject: pair, problem: `${pact.provider.name} has no documents` }];
  // It writes into what it is given.
  const { openApi: oas, asyncApi: asyncapi } = structuredClone(provider);
  const comparator = new Comparator({ oas, asyncapi });
  const findings: CoverageFindings = [];
  for (const one of pact.interactions) {
    const problems: string[] = [];
    for await (const result of comparator.compare({ ...pact, interactions: [readable(one)] })) {
      const told = (result.causes ?? [result]).filter(({ code }) => !FINE.includes(code));
      problems.push(...told.map(({ message }) => message));
    }
    findings.push({ subject: `${pair}: ${interactionName(one)}`, problem: problems.join('; ') || undefined });
  }
  return findings;
}

/**
 * An event names its operation by its type. Its attributes are those that a hearer would read; a number among them is
 * proved by that, as the comparator takes text only.
 */
function readable(one: Interaction): Interaction {
  if (!isEvent(one)) return one;
  const references = { AsyncAPI: { operationId: one.metadata.type } };
  const attributes = Object.entries(Envelope.safeParse(one.metadata).data ?? one.metadata);
  const metadata = Object.fromEntries(attributes.filter(([, value]) => typeof value === 'string'));
  return { ...one, metadata, comments: { ...one.comments, references } as Interaction['comments'] };
}
