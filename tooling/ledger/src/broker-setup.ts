import { v5 } from 'uuid';
import type { BrokerHttp } from './broker-http.js';

/** The event for which Pact Brokers call webhooks when a provider has a new pact to verify. */
const NEW_PACT = 'contract_requiring_verification_published';

/** Creates an environment in a broker, unless it exists. @returns `exists`, or `was created` */
export async function ensureEnvironment(
  broker: BrokerHttp,
  name: string,
  settings: { displayName: string; production: boolean },
): Promise<string> {
  const { _embedded } = (await broker.call('GET', ['environments'])) as {
    _embedded: { environments: { name: string }[] };
  };
  if (_embedded.environments.some((environment) => environment.name === name)) return 'exists';
  await broker.call('POST', ['environments'], { name, ...settings });
  return 'was created';
}

/**
 * Has a broker call `url` whenever a version of a provider has a new pact to verify. The body has the form that starts a
 * workflow of GitHub (https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event).
 * @param token sent as a bearer token
 */
export async function ensureWebhook(broker: BrokerHttp, url: string, token?: string): Promise<void> {
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
  };
  const body = { event_type: NEW_PACT, client_payload: payload() };
  await broker.call('PUT', ['webhooks', v5(url, v5.URL)], {
    description: 'A provider has a new pact to verify',
    events: [{ name: NEW_PACT }],
    request: { method: 'POST', url, headers, body },
    enabled: true,
  });
}

/** The broker fills in these parameters: https://docs.pact.io/pact_broker/webhooks/dynamic_variable_substitution */
function payload(): Record<string, string> {
  const parameter = (name: string) => `\${pactbroker.${name}}`;
  return {
    pact_url: parameter('pactUrl'),
    provider: parameter('providerName'),
    sha: parameter('providerVersionNumber'),
    branch: parameter('providerVersionBranch'),
    message: `${parameter('consumerName')} has a new pact with ${parameter('providerName')}`,
  };
}
