import { admitsPeople, type AccessRule, discoverServices, type Service } from '#libs/service';
import { newId } from '#libs/telemetry';
import { type Answer, type As, type ServiceUnderTest, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { membersOf, otherValues, withMember } from './fixtures/members.js';

/** An operation that takes a key. */
interface Keyed {
  service: Service;
  /** With its parameters as a controller writes them: `/orders/:orderId/payments`. */
  path: string;
  access: AccessRule;
}

interface Operation {
  'x-access': AccessRule;
  parameters?: { in: string; name: string }[];
}

/** By the documents of all services. */
async function keyedOperations(): Promise<Keyed[]> {
  const found: Keyed[] = [];
  for (const service of await discoverServices()) {
    const { paths } = await service.openApi();
    for (const [template, { post }] of Object.entries(paths)) {
      const { parameters = [], 'x-access': access = {} } = (post ?? {}) as Partial<Operation>;
      if (parameters.some((one) => one.in === 'header' && one.name === 'idempotency-key'))
        found.push({ service, access, path: template.replaceAll(/\{(\w+)\}/g, ':$1') });
    }
  }
  return found;
}

type Examples = Record<
  string,
  (service: ServiceUnderTest, id: string) => { body: unknown } | Promise<{ body: unknown }>
>;

const isReused = ({ status, body }: Answer) =>
  status === 422 && body.type === 'urn:troupe:problem:idempotency-key-reused';

describe('every operation with an Idempotency-Key', () => {
  let environment: TestEnvironment;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterAll(() => environment.close());

  /** Sends the example of an operation, and then the same with another value of each member, one after the other. */
  async function changes({ service: definition, path, access }: Keyed, service: ServiceUnderTest) {
    const file = new URL(`../apps/${definition.name}/test/example-requests.ts`, import.meta.url);
    const { exampleRequests } = (await import(file.href)) as { exampleRequests: Examples };
    const me = newId();
    const { body } = await exampleRequests[`POST ${path}`]!(service, me);
    const as: As | undefined = access.public
      ? undefined
      : admitsPeople(access)
        ? { person: me }
        : { operator: 'o1' };
    const headers = { 'idempotency-key': newId() };
    const post = async (sent: unknown) => {
      await sql`delete from platform.rate_limit`.execute(service.database.query);
      return service.post(path.replaceAll(/:\w+/g, me), sent, { as, headers });
    };
    /** The first other value that fits the schema. */
    const changed = async (member: string[], values: unknown[]): Promise<string> => {
      for (const value of values) {
        const answer = await post(withMember(body, member, value));
        if (answer.status !== 400) return isReused(answer) ? 'refused' : `answered ${answer.status}`;
      }
      return 'fits with no other value of test/fixtures/members.ts';
    };
    const first = await post(body); // done, or not because a neighbour is missing: the key is taken
    const found: string[] = [];
    for (const [member, value] of membersOf(body))
      found.push(`${member.join('/')} ${await changed(member, otherValues(value))}`);
    return { found, again: [first, await post(body)] };
  }

  it('refuses another value of any member under the same key, and takes the same request again', async () => {
    const operations = await keyedOperations();
    const wrong: string[] = [];
    let tried = 0;
    for (const [definition, some] of Map.groupBy(operations, ({ service }) => service)) {
      const service = await environment.start(definition);
      for (const operation of some) {
        const name = `${definition.name}: POST ${operation.path}`;
        const { found, again } = await changes(operation, service);
        expect([name, found]).not.toEqual([name, []]);
        tried += found.length;
        wrong.push(...found.filter((one) => !one.endsWith(' refused')).map((one) => `${name} ${one}`));
        expect([name, again.filter(({ status }) => status === 400 || status === 422)]).toEqual([name, []]);
      }
      await service.stop();
    }
    process.stdout.write(
      `members under a reused key, refused: ${tried - wrong.length} of ${tried}, of ${operations.length} operations\n`,
    );
    // The shop has one currency.
    expect(wrong).toEqual([
      'catalog: POST /records price/currency fits with no other value of test/fixtures/members.ts',
    ]);
    // Those that must not be missed.
    expect(operations.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/signups', '/orders', '/orders/:orderId/payments']),
    );
  });
});
