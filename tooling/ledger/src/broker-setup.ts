import { v5 } from 'uuid';
import type { BrokerHttp } from './broker-http.js';
import { noEnvironment } from './findings.js';

/** The event for which Pact Brokers call webhooks when a version of a provider has no result for a pact, new or not. */
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
  await broker.call('POST', ['environments'], { body: { name, ...settings } });
  return 'was created';
}

/** Deletes an environment, and what is recorded to be deployed there. @throws UserError when it does not exist */
export async function removeEnvironment(broker: BrokerHttp, name: string): Promise<void> {
  const { _embedded } = (await broker.call('GET', ['environments'])) as {
    _embedded: { environments: { name: string; uuid: string }[] };
  };
  const { environments } = _embedded;
  const found = environments.find((environment) => environment.name === name);
  if (!found)
    throw noEnvironment(
      name,
      environments.map((environment) => environment.name),
    );
  await broker.call('DELETE', ['environments', found.uuid]);
}

/**
 * Has a broker call `url` whenever a version of a provider has no result for a published pact. The body has the form that starts a
 * workflow of GitHub (https://docs.github.com/en/rest/repos/repos#create-a-repository-dispatch-event).
 * @param token sent as a bearer token
 * @returns `is set`
 */
export async function ensureWebhook(broker: BrokerHttp, url: string, token?: string): Promise<string> {
  const headers = {
    'Content-Type': 'application/json',
    Accept: 'application/json',
    ...(token && { Authorization: `Bearer ${token}` }),
  };
  const request = { method: 'POST', url, headers, body: { event_type: NEW_PACT, client_payload: payload() } };
  const description = 'A version of a provider has no result for a pact';
  const body = { description, events: [{ name: NEW_PACT }], request, enabled: true };
  await broker.call('PUT', ['webhooks', v5(url, v5.URL)], { body });
  return 'is set';
}

/** The broker fills in these parameters: https://docs.pact.io/pact_broker/webhooks/dynamic_variable_substitution */
function payload(): Record<string, string> {
  const parameter = (name: string) => `\${pactbroker.${name}}`;
  return {
    pact_url: parameter('pactUrl'),
    provider: parameter('providerName'),
    sha: parameter('providerVersionNumber'),
    branch: parameter('providerVersionBranch'),
    message: `${parameter('providerName')} has no result for the pact of ${parameter('consumerName')}`,
  };
}

/**
 * Deletes a branch of a service, which the broker then no longer selects pacts by. Its versions stay; `can-i-deploy`
 * answers unknown about those that have no other branch.
 * @returns whether the service had the branch
 */
export async function deleteBranch(broker: BrokerHttp, service: string, branch: string): Promise<boolean> {
  const resource = ['pacticipants', service, 'branches', branch];
  if (!(await broker.find('GET', resource))) return false;
  await broker.call('DELETE', resource);
  return true;
}
