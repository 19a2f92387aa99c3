import { discoverServices } from '#libs/service';
import { sectionOf } from '#tooling/platform';
import { TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import {
  columnsMarkedBy,
  markedColumns,
  PERSONAL_DATA,
  personalDataFiles,
  personalDataTable,
} from '../src/personal-data.js';

const FILE = 'docs/personal-data.md';

describe('the table of personal data', () => {
  let environment: TestEnvironment;
  beforeAll(async () => (environment = await TestEnvironment.open()));
  afterAll(() => environment.close());

  it('tells of every database what the server tells', async () => {
    const services = await discoverServices();
    for (const service of services) await environment.addDatabase(service);
    const names = [...services.map(({ name }) => name), 'broker'];
    const marked = names.map(
      async (name) => [name, await markedColumns(environment.database(name))] as const,
    );
    const table = personalDataTable(await Promise.all(marked));
    expect(table.split('\n').length).toBeGreaterThan(10);
    const generated = (await personalDataFiles(services, resolve('.'))).texts[FILE] ?? '';
    expect(sectionOf(generated, PERSONAL_DATA)).toBe(`\n${table}\n`);
    expect(await readFile(FILE, 'utf8')).toBe(generated);
  });

  it('is aligned, names a column once, and tells apart what every service keeps', () => {
    const outbox = { column: 'messaging.outbox.body', what: 'an event' };
    const mail = { column: 'public.lamp.owner_mail', what: 'e-mail address' };
    expect(
      personalDataTable([
        ['lamps', [outbox, mail]],
        ['night', [outbox]],
      ]),
    ).toBe(
      `
| Kept by       | Column                  | What it holds  |
| ------------- | ----------------------- | -------------- |
| every service | \`messaging.outbox.body\` | an event       |
| lamps         | \`lamp.owner_mail\`       | e-mail address |
`.trimStart(),
    );
  });
});

describe('marks in statements', () => {
  it('are comments on columns, wherever they stand', () => {
    expect(
      columnsMarkedBy([
        "create table lamp (mail text);\n comment on column lamp.mail is 'personal: an e-mail address';",
        "COMMENT ON COLUMN light.lamp.owner IS 'personal: the owner''s name'; comment on column lamp.watts is 'much'",
      ]),
    ).toEqual([
      { column: 'public.lamp.mail', what: 'an e-mail address' },
      { column: 'light.lamp.owner', what: "the owner's name" },
    ]);
  });

  it('go with a later comment', () => {
    const mark = "comment on column lamp.mail is 'personal: an e-mail address'";
    expect(columnsMarkedBy([mark, 'comment on column lamp.mail is null'])).toEqual([]);
    expect(columnsMarkedBy([mark, "comment on column lamp.mail is 'a hash by now'"])).toEqual([]);
    expect(columnsMarkedBy([mark, "comment on column lamp.mail is 'personal: a hash'"])).toEqual([
      { column: 'public.lamp.mail', what: 'a hash' },
    ]);
  });
});
