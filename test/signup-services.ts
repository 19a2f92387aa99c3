import type { Env, Service } from '#libs/service';
import { type ServiceUnderTest, Mailbox, TestEnvironment } from '#tooling/testing';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { customers } from '../apps/customers/src/customers.module.js';
import { email } from '../apps/email/src/email.module.js';
import { friends } from '../apps/friends/src/friends.module.js';
import { loyalty } from '../apps/loyalty/src/loyalty.module.js';
import { passwords } from '../apps/passwords/src/passwords.module.js';
import { postal } from '../apps/postal/src/postal.module.js';
import { signup } from '../apps/signup/src/signup.module.js';

/** The services that hear of a new customer, by the version of the event. */
export const HEARERS = {
  'customer.registered.v1': ['passwords', 'loyalty', 'friends'],
  'customer.registered.v2': ['email', 'postal'],
};

/** The services of a sign-up in one test environment, with a mail server and a parcel carrier. */
export class SignupServices {
  private readonly started: Record<string, ServiceUnderTest> = {};

  private constructor(
    readonly environment: TestEnvironment,
    readonly mailbox: Mailbox,
    private readonly carrier: Server,
  ) {}

  /** @param common settings that all of them get */
  static async open(common: Env = {}): Promise<SignupServices> {
    const [environment, mailbox] = await Promise.all([TestEnvironment.open(), Mailbox.open()]);
    const carrier = createServer(
      (_request, reply) => void reply.writeHead(201).end('{"trackingId":"PARCEL-1"}'),
    );
    await new Promise<void>((resolve) => carrier.listen(0, '127.0.0.1', resolve));
    const all = new SignupServices(environment, mailbox, carrier);
    await all.start(common);
    return all;
  }

  get names(): string[] {
    return Object.keys(this.started);
  }

  /** @throws Error when the service is not one of these */
  service(name: string): ServiceUnderTest {
    const service = this.started[name];
    if (!service) throw new Error(`There is no service ${name}; there are: ${this.names.join(', ')}.`);
    return service;
  }

  async close(): Promise<void> {
    await this.environment.close();
    await this.mailbox.close();
    this.carrier.closeAllConnections();
    await new Promise((resolve) => this.carrier.close(resolve));
  }

  private async start(common: Env): Promise<void> {
    const { started, environment, mailbox } = this;
    const start = (service: Service, env: Env = {}) => environment.start(service, { ...common, ...env });
    const { port } = this.carrier.address() as AddressInfo;
    started.customers = await start(customers);
    const CUSTOMERS_URL = started.customers.url;
    started.passwords = await start(passwords, { CUSTOMERS_URL });
    started.loyalty = await start(loyalty);
    started.friends = await start(friends);
    started.email = await start(email, { SMTP_URL: mailbox.url, PUBLIC_URL: 'http://mail.test' });
    started.postal = await start(postal, { CUSTOMERS_URL, CARRIER_URL: `http://127.0.0.1:${port}` });
    started.signup = await start(signup, { CUSTOMERS_URL, PASSWORDS_URL: started.passwords.url });
  }
}
