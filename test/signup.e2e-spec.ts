import { newId } from '#libs/telemetry';
import { eventually } from '#tooling/testing';
import { SpanKind } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HEARERS, SignupServices } from './signup-services.js';

const ADDRESS = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };
const PASSWORD = 'correct horse battery';

describe('a sign-up', () => {
  let services: SignupServices;

  beforeAll(async () => {
    services = await SignupServices.open();
  });
  afterAll(() => services.close());

  const service = (name: string) => services.service(name);
  const signUp = (who: string, friendList: string[], correlationId: string) =>
    service('signup').post(
      '/signups',
      {
        email: `${who}@example.com`,
        password: PASSWORD,
        givenName: who,
        familyName: 'Tester',
        address: ADDRESS,
        friends: friendList,
      },
      { headers: { 'x-correlation-id': correlationId } },
    );

  it('leads to an account, points, a verification mail, a parcel and a friend, in one connected trace', async () => {
    const correlationId = `signup-${newId()}`;
    const ann = await signUp('ann', ['bob@example.com'], newId());
    const bob = await signUp('bob', ['ann@example.com'], correlationId);
    expect(bob).toMatchObject({ status: 201, body: { customerId: expect.any(String) } });
    expect(bob.headers.get('x-correlation-id')).toBe(correlationId);
    const customerId: string = bob.body.customerId;

    const session = await eventually(async () => {
      const answer = await service('passwords').post('/sessions', {
        email: 'bob@example.com',
        password: PASSWORD,
      });
      return answer.status === 201 && answer.body;
    });
    const authorized = { headers: { authorization: `Bearer ${session.accessToken}` } };
    const reaction = (name: string, path: string, reacted: (body: any) => boolean) =>
      eventually(async () => {
        const { status, body } = await service(name).get(path, authorized);
        return status === 200 && reacted(body) && body;
      });
    expect(await reaction('loyalty', `/accounts/${customerId}`, () => true)).toMatchObject({ balance: 100 });
    await reaction('postal', `/welcome-packs/${customerId}`, ({ trackingId }) => trackingId === 'PARCEL-1');
    await verify('bob');
    await reaction('customers', `/v2/customers/${customerId}`, ({ emailVerified }) => emailVerified);
    await verify('ann');
    const { suggestions } = await reaction(
      'friends',
      `/customers/${customerId}/friend-suggestions`,
      (body) => body.suggestions.length,
    );
    const name = { given: 'ann', familyInitial: 'T' };
    expect(suggestions).toEqual([{ friendId: ann.body.customerId, name }]);

    await eventually(() => isConnected(spansOf(correlationId), expectedEdges));
    expect(edgesOf(spansOf(correlationId))).toEqual(expect.arrayContaining(expectedEdges));
    // No service fails at the version of an event that it does not hear.
    for (const name of services.names) expect([name, await service(name).patients()]).toEqual([name, []]);
    const lines = services.environment.logs.filter((line) => line.correlation_id === correlationId);
    expect(new Set(lines.map((line) => line.service))).toEqual(new Set(services.names));
  });

  /** Opens the link in the mail, and presses its button. */
  async function verify(who: string): Promise<void> {
    const mail = await eventually(() =>
      services.mailbox.mails.find(({ to }) => to && JSON.stringify(to).includes(`${who}@`)),
    );
    const [link = ''] = /http:\/\/mail\.test\S+/.exec(mail.text ?? '') ?? [];
    expect(await service('email').get(new URL(link).pathname)).toMatchObject({ status: 200 });
    expect(await service('email').request('POST', new URL(link).pathname)).toMatchObject({ status: 200 });
  }

  const spansOf = (correlationId: string): ReadableSpan[] =>
    services.environment.spans
      .getFinishedSpans()
      .filter((span) => span.attributes['correlation.id'] === correlationId);
});

const spanName = (span: ReadableSpan): string =>
  `${String(span.resource.attributes['service.name'])}: ${span.name}`;

/** Every asynchronous edge of the choreography: the span of the sender and the span of the hearer. */
const expectedEdges = Object.entries(HEARERS).flatMap(([type, hearers]) =>
  hearers.map((hearer) => `customers: send ${type} > ${hearer}: process ${type}`),
);

function edgesOf(spans: ReadableSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  return spans.flatMap((span) => {
    const parent = byId.get(span.parentSpanContext?.spanId ?? '');
    return parent && span.kind === SpanKind.CONSUMER ? [`${spanName(parent)} > ${spanName(span)}`] : [];
  });
}

/** One trace, one root, no orphan, all edges. */
function isConnected(spans: ReadableSpan[], edges: string[]): boolean {
  const ids = new Set(spans.map((span) => span.spanContext().spanId));
  const roots = spans.filter((span) => !span.parentSpanContext);
  const orphans = spans.filter((span) => span.parentSpanContext && !ids.has(span.parentSpanContext.spanId));
  const traces = new Set(spans.map((span) => span.spanContext().traceId));
  const found = new Set(edgesOf(spans));
  return traces.size === 1 && roots.length === 1 && !orphans.length && edges.every((edge) => found.has(edge));
}
