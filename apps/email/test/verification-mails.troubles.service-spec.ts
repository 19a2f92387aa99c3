import { type ServiceUnderTest, eventually, Mailbox } from '#tooling/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { EmailFixture, type Person } from './fixtures/email-fixture.js';

const SENT = 'email.verification-sent.v1';

/** The hospital patient that concerns this person, with its history. */
async function patientOf({ customerId }: Person, service: ServiceUnderTest) {
  return eventually(async () => {
    const { rows } = await sql<Record<string, any>>`
      select id, kind, type, reason, message, attempts, errors from messaging.hospital
      where datasubject = ${customerId}`.execute(service.database.query);
    return rows[0];
  });
}

describe('a failing mail server', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    // A mail is tried again before its circuit would open.
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: Array(50).fill('300ms').join(',') });
  });
  afterEach(() => {
    fixture.mailbox.refuseWith = undefined;
  });
  afterAll(() => fixture.close());

  const sent = async (person: Person) => {
    await eventually(async () => (await person.said(SENT)).length);
    expect(await person.mails()).toHaveLength(1);
  };

  it('that refuses temporarily is tried again until it accepts the mail', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 2);
    fixture.mailbox.refuseWith = undefined;
    await sent(person);
  });

  it('that is down receives the mail once it is up', async () => {
    const { port } = new URL(fixture.mailbox.url);
    await fixture.mailbox.close();
    const person = fixture.person();
    await person.register();
    await eventually(async () => (await person.attempts()) > 1);
    fixture.mailbox = await Mailbox.open(Number(port));
    await sent(person);
  });

  it('that rejects a mail for good is tried once, and the mail goes to the hospital', async () => {
    const person = fixture.person();
    fixture.mailbox.refuseWith = 550;
    const eventId = await person.register();
    expect(await patientOf(person, fixture.service)).toEqual({
      id: `verification-${eventId}`,
      kind: 'effect',
      type: 'email.send-verification',
      reason: 'refused',
      message: 'the mail server answered 550 to RCPT TO: it rejects this mail for good',
      attempts: 1,
      errors: [expect.objectContaining({ error: 'Refusal' })],
    });
    expect(await person.attempts()).toBe(-1);
    expect(await person.said(SENT)).toEqual([]);
  });
});

const WELCOME = '220 Welcome\r\n';

/** Greets a client, and answers it with line after line. */
function answerEndlessly(socket: Socket): void {
  socket.write(WELCOME);
  const timer = setInterval(() => socket.write('250-Please wait\r\n'), 20);
  socket.on('close', () => clearInterval(timer));
}

describe('a mail server that does not accept the mail', () => {
  let server: Server;
  let SMTP_URL: string;
  const open = new Set<Socket>();
  /** The server's greeting; undefined when it sends none. */
  let greeting: string | undefined;
  let fixture: EmailFixture;

  beforeAll(async () => {
    server = createServer((socket) => {
      open.add(socket.on('error', () => {}));
      if (greeting === WELCOME) answerEndlessly(socket);
      else if (greeting) socket.end(greeting);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    SMTP_URL = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  // Each has a circuit of its own.
  beforeEach(async () => {
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: '20ms', SMTP_TIMEOUT: '500ms', SMTP_URL });
  });
  afterEach(() => fixture.close());
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });

  it.each([
    ['is silent', undefined, 'smtp: ETIMEDOUT at CONN', 'timeout'],
    ['never ends its answer', WELCOME, 'smtp: timeout', 'timeout'],
    ['is busy', '421 Come back later\r\n', 'smtp: answered 421 to CONN', 'refused'],
    ['refuses every client', '554 No service\r\n', 'smtp: answered 554 to CONN', 'refused'],
    ['speaks no SMTP', 'HTTP/1.1 400 Bad Request\r\n\r\n', 'smtp: EPROTOCOL at CONN', 'unreachable'],
  ])(
    'because it %s, is tried by the schedule, and then the mail goes to the hospital',
    async (_what, says, message, errorType) => {
      greeting = says;
      const person = fixture.person();
      await person.register();
      expect(await patientOf(person, fixture.service)).toMatchObject({
        reason: 'exhausted',
        message,
        attempts: 2,
        errors: [{ message }, { message }],
      });
      expect(await fixture.service.tablesWith(person.email)).toContain('messaging.hospital');
      expect(await failures(fixture)).toEqual({ [errorType]: 2 });
    },
  );
});

/** How many mails failed because of the server, by what went wrong. */
const failures = async ({ service }: EmailFixture): Promise<Record<string, number>> => {
  const lines = await metric(
    service,
    /^peer_failures_total\{.*peer="smtp".*error_type="(.+?)".*?\} ([1-9]\d*)\b/gm,
  );
  return Object.fromEntries(lines.map(([, type, count]) => [type, Number(count)]));
};

/** 0 closed, 1 half open, 2 open. */
const circuit = async ({ service }: EmailFixture): Promise<number> => {
  const [line] = await metric(service, /^circuit_state\{.*peer="smtp".*?\} (\d)/gm);
  return Number(line?.[1]);
};

const metric = async (service: ServiceUnderTest, line: RegExp): Promise<RegExpExecArray[]> => {
  const metrics = await fetch(`${service.url}/metrics`);
  return [...(await metrics.text()).matchAll(line)];
};

describe('the circuit of the mail server', () => {
  let fixture: EmailFixture;

  beforeEach(async () => {
    fixture = await EmailFixture.open({ RETRY_SCHEDULE: '1h' });
  });
  afterEach(() => fixture.close());

  /** So many people, for each of whom a mail is tried, or waits. */
  const people = async (number: number, attempts: number) => {
    const all = Array.from({ length: number }, () => fixture.person());
    for (const person of all) {
      await person.register();
      await eventually(async () => (await person.attempts()) === attempts);
    }
    return all;
  };

  it.each([450, 550])('stays closed while the server rejects mail after mail: %s', async (code) => {
    fixture.mailbox.refuseWith = code;
    await people(6, code < 500 ? 1 : -1);
    fixture.mailbox.refuseWith = undefined;
    expect(await circuit(fixture)).toBe(0);
    expect(await failures(fixture)).toEqual({});
    const person = fixture.person();
    await person.register();
    await person.mails();
  });

  it('opens when five mails fail; then mails wait without an attempt, and are sent when it closes', async () => {
    const { port } = new URL(fixture.mailbox.url);
    await fixture.mailbox.close();
    await people(5, 1);
    expect(await circuit(fixture)).toBe(2);
    const waiting = await people(3, 0);
    await eventually(async () => (await failures(fixture))['circuit open'] === waiting.length);
    for (const person of waiting) expect(await person.attempts()).toBe(0);
    expect(await failures(fixture)).toMatchObject({ unreachable: 5 });
    fixture.mailbox = await Mailbox.open(Number(port));
    for (const person of waiting) expect(await person.mails()).toHaveLength(1);
    expect(await circuit(fixture)).toBe(0);
  });
});

describe('a mail server that keeps refusing', () => {
  let fixture: EmailFixture;

  beforeAll(async () => {
    fixture = await EmailFixture.open();
    fixture.mailbox.refuseWith = 450;
  });
  afterAll(() => fixture.close());

  it('sends the mail to the hospital in the end, with its history and without the address', async () => {
    const person = fixture.person();
    await person.register();
    const { errors, ...patient } = await patientOf(person, fixture.service);
    expect(patient).toMatchObject({ reason: 'exhausted', attempts: 6 });
    const history = {
      error: 'Error',
      message: 'the mail server answered 450 to RCPT TO',
      at: expect.any(String),
    };
    expect(errors).toEqual(Array(6).fill(history));
    expect(JSON.stringify(fixture.environment.logs)).not.toContain(person.email);
    await fixture.service.untilReady();
  });
});
