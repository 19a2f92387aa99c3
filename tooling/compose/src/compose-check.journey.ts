import { ANSWER_MS } from '#tooling/platform';
import { type Service, serviceVariable } from '#libs/service';
import { type ThirdParty } from '#tooling/third-parties';

const PASSWORD = 'correct horse battery';

/** A customer who signs up at the containers and checks the consequences. Each method throws what is missing. */
export class CustomerJourney {
  readonly correlationId = `compose-${process.pid}-${Date.now()}`;
  private readonly email = `${this.correlationId}@example.com`;
  private customerId = '';
  private token = '';

  /** @param env the environment of compose, with the ports that are published */
  constructor(
    private readonly services: Service[],
    private readonly thirdParties: ThirdParty[],
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** The address of a container. */
  url(name: string): string {
    return `http://127.0.0.1:${this.env[serviceVariable(name, 'PORT')]}`;
  }

  async everyServiceIsReady(): Promise<void> {
    for (const { name } of this.services) await this.get(name, '/health/ready');
  }

  async signUp(): Promise<void> {
    const address = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };
    const person = { givenName: 'Ann', familyName: 'Archer', address };
    const { customerId } = await this.post('signup', '/signups', {
      email: this.email,
      password: PASSWORD,
      ...person,
    });
    this.customerId = customerId;
  }

  async registerBirth(): Promise<void> {
    await this.post('names-intake', '/baby', { name: 'Ann', sex: 'female' });
  }

  async isOnTheBoard(): Promise<void> {
    const board = await this.get('names-board', '/top10');
    if (!board.includes('"ANN"')) throw new Error(`The board does not show ANN: ${board}`);
  }

  async logIn(): Promise<void> {
    this.token = (
      await this.post('passwords', '/sessions', { email: this.email, password: PASSWORD })
    ).accessToken;
  }

  async hasPoints(): Promise<void> {
    const { balance } = JSON.parse(await this.get('loyalty', `/accounts/${this.customerId}`));
    if (balance !== 100) throw new Error(`The account has ${balance} points, not 100`);
  }

  async hasParcel(): Promise<void> {
    const { trackingId } = JSON.parse(await this.get('postal', `/welcome-packs/${this.customerId}`));
    await this.thirdPartyReceived('parcels', trackingId);
  }

  hasMail(): Promise<void> {
    return this.thirdPartyReceived('mails', this.email);
  }

  /** These requests carry the correlation ID, because the sign-up and the birth do not pass through every service. */
  async everyServiceExportsMetrics(): Promise<void> {
    for (const { name } of this.services) {
      const text = await this.metricsOf(name);
      if (!text.includes(`service="${name}"`)) throw new Error(`${name} exports no metrics of its own`);
    }
    const signups = await this.metricsOf('signup');
    if (!/^signups_total\{.*\} 1\b/m.test(signups)) throw new Error('signup has not counted one sign-up');
  }

  /** The metrics as Prometheus reads them. Other callers are refused. */
  private async metricsOf(name: string): Promise<string> {
    const { status } = await fetch(`${this.url(name)}/metrics`, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (status !== 401)
      throw new Error(`${name} answers ${status}, not 401, to a request for metrics without a token`);
    const headers = {
      authorization: `Bearer ${this.env.METRICS_TOKEN}`,
      'x-correlation-id': this.correlationId,
    };
    return this.send(name, '/metrics', headers);
  }

  private async thirdPartyReceived(what: string, text: string): Promise<void> {
    const party = this.thirdParties.find(({ receives }) => receives === what);
    const { requests } = JSON.parse(await this.get('outside-world', `/imposters/${party?.port}`));
    if (!requests.some((request: object) => party?.formatRequest(request).includes(text)))
      throw new Error(`No third party has received ${what} with ${text}`);
  }

  private get(name: string, path: string): Promise<string> {
    return this.send(name, path, this.token ? { authorization: `Bearer ${this.token}` } : {});
  }

  private async post(name: string, path: string, body: object) {
    const headers = { 'content-type': 'application/json', 'x-correlation-id': this.correlationId };
    return JSON.parse(await this.send(name, path, headers, JSON.stringify(body)));
  }

  private async send(
    name: string,
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<string> {
    const response = await fetch(this.url(name) + path, {
      method: body ? 'POST' : 'GET',
      headers,
      body,
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${name} answers ${path} with ${response.status}: ${text}`);
    return text;
  }
}
