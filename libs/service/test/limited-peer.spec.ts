import { type LimitedPeer, PeerFailure, Peers } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';

const CALL_MS = 300;
const MOST_CALLS = 2;

describe('a peer that does not speak HTTP', () => {
  let spans: InMemorySpanExporter;
  let telemetry: Telemetry;
  let peers: Peers;
  let mail: LimitedPeer;
  let circuits: string[];

  beforeEach(() => {
    spans = new InMemorySpanExporter();
    telemetry = new Telemetry('alpha', 'silent', { spans: new SimpleSpanProcessor({ exporter: spans }) });
    circuits = [];
    const listener = {
      opened: (peer: string, ms: number) => void circuits.push(`${peer} opened for ${ms} ms`),
      closed: (peer: string) => void circuits.push(`${peer} closed`),
    };
    const tokenFor = async () => 'a.b.c';
    const options = { tokenFor, timeoutMs: 100, mostCalls: MOST_CALLS, circuits: listener };
    peers = new Peers({}, { mail: 'smtp://127.0.0.1:9', auth: 'http://127.0.0.1:9' }, options, telemetry);
    mail = peers.other('mail', CALL_MS);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const metric = async (line: RegExp) =>
    (await telemetry.metrics.scrape()).body.split('\n').filter((one) => line.test(one));
  const counted = () => metric(/^peer_failures_total\{.*peer="mail".*[^0]$/);
  const broken = () => mail.call('send', () => Promise.reject(Object.assign(new Error(), { code: 'EX' })));
  const failed = async (times: number) => {
    for (let at = 0; at < times; at++) await expect(broken()).rejects.toThrow('mail: EX');
  };

  it('gives what the call gives, in a span of its own', async () => {
    expect(await mail.call('send', async () => 'sent')).toBe('sent');
    expect(spans.getFinishedSpans()).toMatchObject([
      { name: 'send', kind: SpanKind.CLIENT, attributes: { 'peer.service': 'mail' } },
    ]);
  });

  it('is not called after five failures in a row, and is called again once it works', async () => {
    const call = jest.fn(async () => 'sent');
    await failed(5);
    await expect(mail.call('send', call)).rejects.toMatchObject({
      message: 'mail: circuit open',
      openCircuit: { peer: 'mail', wasCalled: false },
    });
    expect(call).not.toHaveBeenCalled();
    expect(await metric(/^circuit_state\{peer="mail"/)).toEqual([expect.stringMatching(/ 2$/)]);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 5_100);
    expect(await mail.call('send', call)).toBe('sent');
    expect(circuits).toEqual(['mail opened for 5000 ms', 'mail closed']);
    expect(await counted()).toEqual([
      expect.stringMatching(/error_type="circuit open".* 1$/),
      expect.stringMatching(/error_type="unreachable".* 5$/),
    ]);
  });

  it('is called as long as a refusal of what it was sent comes in between', async () => {
    await failed(4);
    expect(await mail.call('send', async () => 'rejected')).toBe('rejected');
    await failed(4);
    expect(circuits).toEqual([]);
  });

  it('fails within its own time limit, which ends the call', async () => {
    const began = performance.now();
    let ended: AbortSignal | undefined;
    const endless = mail.call('send', (signal) => {
      ended = signal;
      return new Promise(() => {});
    });
    await expect(endless).rejects.toMatchObject({ message: 'mail: timeout', kind: 'timeout' });
    expect(performance.now() - began).toBeGreaterThan(CALL_MS - 10);
    expect(ended?.aborted).toBe(true);
    expect(spans.getFinishedSpans()).toMatchObject([{ status: { code: SpanStatusCode.ERROR } }]);
  });

  it('is full beyond so many calls at once, and its circuit stays closed', async () => {
    const calls = Array.from({ length: 20 }, () => mail.call('send', () => new Promise(() => {})));
    const reasons = (await Promise.allSettled(calls)).map(
      (one) => one.status === 'rejected' && (one.reason as PeerFailure).kind,
    );
    expect(reasons.filter((kind) => kind === 'timeout')).toHaveLength(MOST_CALLS);
    expect(reasons.filter((kind) => kind === 'full')).toHaveLength(20 - MOST_CALLS);
    expect(circuits).toEqual([]);
  });

  it('missing from the configuration is an error that says what to do', () => {
    expect(() => peers.other('fax', CALL_MS)).toThrow('the configuration names no peer fax: add FAX_URL');
  });
});
