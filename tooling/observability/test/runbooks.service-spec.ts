import { eventually, message, TestEnvironment } from '#tooling/testing';
import { newId } from '#libs/telemetry';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { discoverServices } from '#libs/service';
import { rulesIn } from '../src/artefacts.js';
import { alertsIn } from '../src/rule-file.js';

/** The SQL statements of a runbook. */
const statements = (runbook: string): string[] =>
  [...readFileSync(join('observability/runbooks', runbook), 'utf8').matchAll(/```sql\n([^]+?)```/g)].map(
    ([, statement]) => statement ?? '',
  );

describe('the runbooks', () => {
  let environment: TestEnvironment;
  beforeAll(async () => {
    environment = await TestEnvironment.open();
  });
  afterAll(() => environment.close());

  it('return a message from the hospital to the retries', async () => {
    const loyalty = (await discoverServices()).find(({ name }) => name === 'loyalty')!;
    const service = await environment.start(loyalty);
    const customerId = newId();
    const source = '/troupe/customers';
    const { id, attributes, body } = message('customer.registered.v1', { customerId }, { source });
    await sql`insert into messaging.hospital (id, kind, type, attributes, body, reason, error_class, message, attempts)
      values (${id}, 'event', 'customer.registered.v1', ${JSON.stringify(attributes)}, ${body}, 'exhausted', 'Error', 'it failed', 6)`.execute(
      service.database.query,
    );

    const as = { operator: 'olga' };
    const [group] = (await service.get('/hospital/groups', { as })).body;
    expect(group).toMatchObject({ patients: 1, reasons: ['exhausted'] });
    const order = { act: 'replay', why: 'it is mended', fingerprint: group.fingerprint };
    expect((await service.post('/hospital/acts', order, { as })).body).toMatchObject({ done: 1 });
    await service.hasHeard(id);
    await eventually(
      async () =>
        (await service.get(`/accounts/${customerId}`, { as: { person: customerId } })).status === 200,
    );
    for (const list of ['groups', 'waiting'])
      expect((await service.get(`/hospital/${list}`, { as })).body).toEqual([]);
  });

  it('are read at the monitor, where every alert leads', async () => {
    const monitor = (await discoverServices()).find(({ name }) => name === 'monitor')!;
    const { url } = await environment.start(monitor);
    const alerts = alertsIn(rulesIn(process.cwd()));
    expect(alerts.length).toBeGreaterThan(0);
    for (const { alert, annotations } of alerts) {
      const path = annotations.runbook_url.replace('{{ $externalLabels.runbooks_url }}', '/runbooks');
      const response = await fetch(new URL(path, url));
      expect([alert, response.status]).toEqual([alert, 200]);
      expect(await response.text()).toMatch(new RegExp(`^# ${alert}\n`));
    }
    for (const other of ['/runbooks/none.md', '/runbooks/..%2F..%2Fslo.yaml'])
      expect((await fetch(new URL(other, url))).status).toBe(404);
  });

  it('list what waits in the outbox', async () => {
    const friends = (await discoverServices()).find(({ name }) => name === 'friends')!;
    const { database } = await environment.start(friends);
    await sql`insert into messaging.outbox (id, type, subject, attributes, sent_at)
      values (gen_random_uuid(), 'friends.suggested.v1', 'a-customer', '{}', null)`.execute(database.query);
    const [look = ''] = statements('outbox-old.md');
    const { rows } = await sql.raw(look).execute(database.query);
    expect(rows).toEqual([expect.objectContaining({ type: 'friends.suggested.v1', count: '1' })]);
  });
});
