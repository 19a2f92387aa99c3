import type { VerifierOptions } from '@pact-foundation/pact-core';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, json } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import type { Output } from './mutants.js';
import type { ProviderRequest, ProviderResponse } from './provider-http.js';

/** A provider, as Pact's verifier calls it. */
export interface VerifiedProvider {
  name: string;
  /** Called before the states of each interaction are set up. */
  beforeInteraction?: () => Promise<unknown>;
  /** Sets up a provider state. */
  setUpState: (name: string, params: Record<string, unknown>) => unknown;
  /** Answers the request of an interaction. */
  respond: (request: ProviderRequest) => Promise<ProviderResponse>;
  /** The event that an interaction describes; its metadata are the attributes. @throws Error when there is none */
  eventFor: (description: string) => Promise<Output>;
}

const STATES = '/_states';
const EVENTS = '/_events';
const JSON_TYPE = { 'content-type': 'application/json' };
const FAILURE: ProviderResponse = { status: 500, headers: JSON_TYPE, body: Buffer.from('{}') };

interface StateChange {
  state: string;
  params?: Record<string, unknown>;
  action: 'setup' | 'teardown';
}

/** The HTTP server that Pact's verifier takes for the provider: its states, its events and its own paths. */
export class VerifierEndpoint {
  /** What went wrong while each interaction was verified, in their order. */
  readonly problems: string[][] = [];
  private isWithinInteraction = false;
  private readonly server = createServer((incoming, outgoing) => void this.serve(incoming, outgoing));

  private constructor(private readonly provider: VerifiedProvider) {}

  static async open(provider: VerifiedProvider): Promise<VerifierEndpoint> {
    const endpoint = new VerifierEndpoint(provider);
    await once(endpoint.server.listen(0, '127.0.0.1'), 'listening');
    return endpoint;
  }

  /** How Pact's verifier finds this server. */
  get options(): Pick<VerifierOptions, 'providerBaseUrl' | 'providerStatesSetupUrl' | 'transports'> {
    const { port } = this.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    return {
      providerBaseUrl: url,
      providerStatesSetupUrl: url + STATES,
      transports: [{ protocol: 'message', port, path: EVENTS }],
    };
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { status, headers, body } = await this.answer(incoming);
    outgoing.writeHead(status, headers).end(body);
  }

  private async answer(incoming: IncomingMessage): Promise<ProviderResponse> {
    if (incoming.url === STATES) return this.changeState((await json(incoming)) as StateChange);
    if (incoming.url === EVENTS)
      return this.event(((await json(incoming)) as { description: string }).description);
    const { method = 'GET', url: path = '/', headers } = incoming;
    const call = { method, path, headers, body: await buffer(incoming) };
    const response = await this.attempt(`${method} ${path}`, () => this.provider.respond(call));
    return response ?? FAILURE;
  }

  /** Pact announces every interaction, even one without states. A failed state is recorded, because Pact would retry it. */
  private async changeState({ state, params = {}, action }: StateChange): Promise<ProviderResponse> {
    const begins = action === 'setup' && !this.isWithinInteraction;
    this.isWithinInteraction = action === 'setup';
    if (begins) this.problems.push([]);
    await this.attempt(`state "${state}"`, async () => {
      if (begins) await this.provider.beforeInteraction?.();
      if (state && action === 'setup') await this.provider.setUpState(state, params);
    });
    return { status: 200, headers: JSON_TYPE, body: Buffer.from('{}') };
  }

  private async event(description: string): Promise<ProviderResponse> {
    const event = await this.attempt(description, () => this.provider.eventFor(description));
    if (!event) return FAILURE;
    const metadata = Buffer.from(JSON.stringify(event.metadata)).toString('base64');
    const headers = { ...JSON_TYPE, 'pact-message-metadata': metadata };
    return { status: 200, headers, body: Buffer.from(JSON.stringify(event.body)) };
  }

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.problems.at(-1)?.push(`${what}: ${oneLine((error as Error).message)}`);
      return undefined;
    }
  }
}

/** Messages of Jest have colours and several lines. */
const oneLine = (message: string) => stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').trim();
