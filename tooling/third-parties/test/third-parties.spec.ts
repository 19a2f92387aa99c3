import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { Mountebank, type RunningImposter } from '#tooling/mountebank';
import { carrier } from '../src/parties/carrier.js';
import { smtp } from '../src/parties/smtp.js';

const PARCEL = {
  recipient: 'Ada Lovelace',
  reference: 'welcome-pack',
  address: { line1: '12 St James’s Square', city: 'London', postcode: 'SW1Y 4JH', country: 'GB' },
};

let folder: string;
let mountebank: Mountebank;
let imposter: RunningImposter;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'troupe-stubs-'));
  mountebank = await Mountebank.start({ logFile: join(folder, 'log') });
  imposter = await mountebank.add(carrier.imposter);
});
afterAll(async () => {
  await mountebank.stop();
  await rm(folder, { recursive: true });
});

async function book(parcel: object, headers: Record<string, string> = {}) {
  const response = await fetch(`${imposter.url}/parcels`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(parcel),
  });
  return { status: response.status, body: await response.json() };
}

describe('the parcel carrier', () => {
  it('gives the same tracking id for the same key', async () => {
    const key = { 'Idempotency-Key': '0193a5b2-7c1e-7abc-8def-0123456789ab' };
    const booked = { status: 201, body: { trackingId: 'PARCEL-0123456789ab' } };
    expect(await book(PARCEL, key)).toEqual(booked);
    expect(await book(PARCEL, key)).toEqual(booked);
  });

  it('tells which parcel it has for a key', async () => {
    const ask = async () => {
      const response = await fetch(`${imposter.url}/parcels/parcel-ask-1`);
      return { status: response.status, body: await response.json() };
    };
    expect(await ask()).toMatchObject({ status: 404 });
    await book(PARCEL, { 'Idempotency-Key': 'parcel-ask-1' });
    expect(await ask()).toEqual({ status: 200, body: { trackingId: 'PARCEL-1' } });
  });

  it('refuses a parcel without a key, or without an address', async () => {
    expect(await book(PARCEL)).toMatchObject({ status: 400 });
    expect(await book({ ...PARCEL, address: {} }, { 'Idempotency-Key': 'a-key' })).toMatchObject({
      status: 400,
    });
  });

  it('answers 501 to anything else', async () => {
    expect((await fetch(`${imposter.url}/prices`)).status).toBe(501);
  });

  it('shows what it received', async () => {
    await book(PARCEL, { 'Idempotency-Key': 'shown-1234' });
    const requests = await imposter.requests();
    expect(carrier.formatRequest(requests.at(-1) ?? {})).toMatch(
      / {2}PARCEL-1234 {2}Ada Lovelace, 12 St James’s Square, SW1Y 4JH London, GB$/,
    );
  });

  it.each<[string, object, Record<string, string>]>([
    ['no key', PARCEL, {}],
    ['no reference', { ...PARCEL, reference: undefined }, { 'Idempotency-Key': 'refused-1' }],
    [
      'an address without a city',
      { ...PARCEL, address: { ...PARCEL.address, city: '' } },
      { 'Idempotency-Key': 'refused-2' },
    ],
  ])('shows a request that it refused for %s as refused', async (_, parcel, headers) => {
    expect((await book(parcel, headers)).status).toBe(400);
    const requests = await imposter.requests();
    expect(carrier.formatRequest(requests.at(-1) ?? {})).toMatch(/ {2}refused: POST \/parcels$/);
  });
});

describe('the mail server', () => {
  it('accepts mail at its own URL, and shows recipient, subject and text', async () => {
    const server = await mountebank.add(smtp.imposter);
    const mail = { from: 'us@b.example', to: 'ada@b.example', subject: 'Hello', text: 'Two\nlines' };
    await createTransport(server.url).sendMail(mail);
    const [received = {}] = await server.requests();
    expect(smtp.formatRequest(received)).toMatch(
      / {2}To: ada@b\.example {2}Subject: Hello\n {4}Two\n {4}lines\n$/,
    );
  });
});

describe('Mountebank', () => {
  it('leaves the verification of certificates on', () => {
    // oxlint-disable-next-line node/no-process-env -- the variable itself is the subject
    expect(process.env.NODE_TLS_REJECT_UNAUTHORIZED).toBeUndefined();
  });

  it('names a port that is in use', async () => {
    const { port } = new URL(mountebank.url);
    await expect(mountebank.add({ protocol: 'http', port: Number(port) })).rejects.toThrow('EADDRINUSE');
  });

  it('refuses to start twice in one process, as the second one would lose its imposters', async () => {
    await expect(Mountebank.start()).rejects.toThrow('This process runs a Mountebank already');
  });
});
