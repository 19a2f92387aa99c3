import { ask } from '#tooling/platform';
import { type Service, serviceVariable } from '#libs/service';
import { type ThirdParty } from '#tooling/third-parties';

const PASSWORD = 'correct horse battery';
const AUDIENCE = 'troupe';
const PRICE = { amount: 1_299, currency: 'USD' };

/** A customer who signs up and shops at the containers, and checks the consequences. Each method throws what is missing. */
export class CustomerJourney {
  readonly correlationId = `compose-${process.pid}-${Date.now()}`;
  private readonly email = `${this.correlationId}@example.com`;
  private customerId = '';
  private token = '';
  private recordId = '';
  private order = '';

  /**
   * @param env the environment of compose, with the ports that are published
   * @param operator the name and the secret of an operator, with a colon between them
   */
  constructor(
    private readonly services: Service[],
    private readonly thirdParties: ThirdParty[],
    private readonly env: NodeJS.ProcessEnv,
    private readonly operator: string,
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
    const { customerId } = await this.write('signup', '/signups', {
      email: this.email,
      password: PASSWORD,
      ...person,
    });
    this.customerId = customerId;
  }

  async registerBirth(): Promise<void> {
    await this.write('names-intake', '/baby', { name: 'Ann', sex: 'female' });
  }

  async isOnTheBoard(): Promise<void> {
    const board = await this.get('names-board', '/top10');
    if (!board.includes('"ANN"')) throw new Error(`The board does not show ANN: ${board}`);
  }

  async logIn(): Promise<void> {
    this.token = (
      await this.write('passwords', '/sessions', { email: this.email, password: PASSWORD })
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

  /** An operator puts a record up for sale. */
  async listRecord(): Promise<void> {
    const tracks = [{ title: 'So What', seconds: 562 }];
    const record = { artist: 'Miles Davis', title: 'Kind of Blue', year: 1959, genre: 'Jazz', tracks };
    const operator = await this.asOperator();
    this.recordId = (await this.write('catalog', '/records', { ...record, price: PRICE }, operator)).recordId;
  }

  /** An operator books a delivery of the record. */
  async deliverRecord(): Promise<void> {
    const lines = [{ recordId: this.recordId, quantity: 1 }];
    await this.write('warehouse', `/deliveries/${this.recordId}`, { lines }, await this.asOperator(), 'PUT');
  }

  /** The shop shows the record at the gateway. */
  async recordIsShown(): Promise<void> {
    const page = await this.get('gateway', '/api/shop');
    if (!page.includes('Kind of Blue')) throw new Error(`The shop does not show the record: ${page}`);
  }

  async orderRecord(): Promise<void> {
    const lines = [{ recordId: this.recordId, quantity: 1, price: PRICE }];
    const order = { lines, token: 'tok_visa-4242' };
    const headers = { ...this.asCustomer(), 'idempotency-key': this.correlationId };
    this.order = `/api/orders/${(await this.write('gateway', '/api/orders', order, headers)).orderId}`;
  }

  async orderIsDispatched(): Promise<void> {
    const { state } = JSON.parse(await this.get('gateway', this.order));
    if (state !== 'dispatched') throw new Error(`The order is ${state}, not dispatched`);
  }

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
    const { status } = await ask(`${this.url(name)}/metrics`);
    if (status !== 401)
      throw new Error(`${name} answers ${status}, not 401, to a request for metrics without a token`);
    return this.send(name, '/metrics', bearer(this.env.METRICS_TOKEN));
  }

  private async thirdPartyReceived(what: string, text: string): Promise<void> {
    const party = this.thirdParties.find(({ receives }) => receives === what);
    const { requests } = JSON.parse(await this.get('outside-world', `/imposters/${party?.port}`));
    if (!requests.some((request: object) => party?.formatRequest(request).includes(text)))
      throw new Error(`No third party has received ${what} with ${text}`);
  }

  private get(name: string, path: string): Promise<string> {
    return this.send(name, path, this.asCustomer());
  }

  /** Only what changes something carries the correlation ID: a service that logs it has it from an event, or from here. */
  private async write(name: string, path: string, body: object, caller: Headers = {}, method = 'POST') {
    const json = { 'content-type': 'application/json', 'x-correlation-id': this.correlationId };
    const headers = { ...caller, ...json };
    const text = await this.send(name, path, headers, method, JSON.stringify(body));
    return text && JSON.parse(text);
  }

  private asCustomer(): Headers {
    return this.token ? bearer(this.token) : {};
  }

  private async asOperator(): Promise<Headers> {
    const headers = {
      authorization: `Basic ${btoa(this.operator)}`,
      'content-type': 'application/x-www-form-urlencoded',
    };
    const form = new URLSearchParams({ grant_type: 'client_credentials', audience: AUDIENCE });
    const answer = await this.send('passwords', '/oauth/token', headers, 'POST', String(form));
    return bearer(JSON.parse(answer).access_token);
  }

  private async send(
    name: string,
    path: string,
    headers: Headers,
    method = 'GET',
    body?: string,
  ): Promise<string> {
    const response = await ask(this.url(name) + path, { method, headers, ...(body && { body }) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${name} answers ${path} with ${response.status}: ${text}`);
    return text;
  }
}

type Headers = Record<string, string>;

const bearer = (token = ''): Headers => ({ authorization: `Bearer ${token}` });
