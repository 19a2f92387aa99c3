import { type Actor, eventually, Mailbox } from '#libs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { EmailStage, PATIENT, type Person } from './fixtures/email-stage.js';

const SENT = 'email.verification-sent.v1';

/** The hospital patient that concerns this person, with its history. */
async function patientOf({ customerId }: Person, service: Actor) {
  return eventually(async () => {
    const { rows } = await sql<Record<string, any>>`
      select id, kind, type, reason, message, attempts, errors from messaging.hospital
      where datasubject = ${customerId}`.execute(service.database.query);
    return rows[0];
  });
}

describe('a failing mail server', () => {
  let play: EmailStage;

  beforeAll(async () => {
    play = await EmailStage.open({ RETRY_SCHEDULE: PATIENT });
  });
  afterEach(() => {
    play.mailbox.refuseWith = undefined;
  });
  afterAll(() => play.close());

  const sent = async (person: Person) => {
    await eventually(async () => (await person.said(SENT)).length);
    expect(await person.mails()).toHaveLength(1);
  };

  it('that refuses temporarily is tried again until it accepts the mail', async () => {
    const person = play.person();
    play.mailbox.refuseWith = 450;
    await person.register();
    await eventually(async () => (await person.attempts()) > 2);
    play.mailbox.refuseWith = undefined;
    await sent(person);
  });

  it('that is down receives the mail once it is up', async () => {
    const { port } = new URL(play.mailbox.url);
    await play.mailbox.close();
    const person = play.person();
    await person.register();
    await eventually(async () => (await person.attempts()) > 2);
    play.mailbox = await Mailbox.open(Number(port));
    await sent(person);
  });

  it('that rejects a mail for good is tried once, and the mail goes to the hospital', async () => {
    const person = play.person();
    play.mailbox.refuseWith = 550;
    const eventId = await person.register();
    expect(await patientOf(person, play.service)).toEqual({
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

describe('a mail server that does not accept the mail', () => {
  let play: EmailStage;
  let server: Server;
  const open = new Set<Socket>();
  /** The server's greeting; undefined when it sends none. */
  let greeting: string | undefined;

  beforeAll(async () => {
    server = createServer((socket) => {
      open.add(socket.on('error', () => {}));
      if (greeting) socket.end(greeting);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const SMTP_URL = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
    play = await EmailStage.open({ RETRY_SCHEDULE: '20ms', SMTP_TIMEOUT: '500ms', SMTP_URL });
  });
  afterAll(async () => {
    await play.close();
    for (const socket of open) socket.destroy();
    server.close();
  });

  it.each([
    ['is silent', undefined, 'the mail server cannot be reached: ETIMEDOUT at CONN'],
    ['is busy', '421 Come back later\r\n', 'the mail server answered 421 to CONN'],
    ['refuses every client', '554 No service\r\n', 'the mail server answered 554 to CONN'],
    [
      'speaks no SMTP',
      'HTTP/1.1 400 Bad Request\r\n\r\n',
      'the mail server cannot be reached: EPROTOCOL at CONN',
    ],
  ])(
    'because it %s, is tried by the schedule, and then the mail goes to the hospital',
    async (_what, says, message) => {
      greeting = says;
      const person = play.person();
      await person.register();
      expect(await patientOf(person, play.service)).toMatchObject({
        reason: 'exhausted',
        message,
        attempts: 2,
        errors: [{ message }, { message }],
      });
      expect(await play.service.tablesWith(person.email)).toEqual(['messaging.hospital']);
    },
  );
});

describe('a mail server that keeps refusing', () => {
  let play: EmailStage;

  beforeAll(async () => {
    play = await EmailStage.open();
    play.mailbox.refuseWith = 450;
  });
  afterAll(() => play.close());

  it('sends the mail to the hospital in the end, with its history and without the address', async () => {
    const person = play.person();
    await person.register();
    const { errors, ...patient } = await patientOf(person, play.service);
    expect(patient).toMatchObject({ reason: 'exhausted', attempts: 6 });
    const history = {
      error: 'Error',
      message: 'the mail server answered 450 to RCPT TO',
      at: expect.any(String),
    };
    expect(errors).toEqual(Array(6).fill(history));
    expect(JSON.stringify(play.stage.logs)).not.toContain(person.email);
    expect(await play.service.get('/health/ready')).toMatchObject({ status: 200 });
  });
});
