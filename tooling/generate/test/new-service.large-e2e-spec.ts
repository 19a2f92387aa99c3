import { type Service } from '#libs/service';
import { DEADLINE, TestEnvironment } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '../../..');
/** A folder in apps/, and the pact that its consumer spec writes. */
const FIXTURE = join(import.meta.dirname, 'fixtures/new-service');
const NOT_COPIED = ['node_modules', '.git', '.data', 'coverage'];

/** Every file that follows from the new service, and what it says of it. */
const ARTEFACTS: Record<string, string> = {
  '.env.example': '#### lanterns only',
  'README.md': 'customers == "customer.registered.v2" ==> email & postal & lanterns',
  'apps/monitor/src/flows.ts': 'lanterns: {',
  'apps/monitor/src/landscape.ts': "{ name: 'lanterns', owner: 'lighting' }",
  'contracts/asyncapi/lanterns.json': '"lantern.lit.v1"',
  'contracts/asyncapi/platform.json': '"lantern.lit.v1"',
  'contracts/catalogue.md': 'Published by lanterns; no service consumes it.',
  'contracts/client/openapi.d.ts': '"/api/lanterns/{customerId}"',
  'contracts/client/requests.http': '/lanterns/',
  'contracts/openapi/lanterns.json': '"/lanterns/{customerId}"',
  'contracts/openapi/public.json': '"/api/lanterns/{customerId}"',
  'deploy/kubernetes/gateway.yaml': 'lanterns=http://lanterns:4031',
  'deploy/kubernetes/kustomization.yaml': '- lanterns.yaml',
  'deploy/kubernetes/lanterns.yaml': 'name: lanterns',
  'deploy/kubernetes/monitor.yaml': 'lanterns=http://lanterns:4031',
  'deploy/kubernetes/passwords.yaml': 'app.kubernetes.io/name: lanterns',
  'deploy/kubernetes/platform.yaml': 'LANTERNS_RELEASE',
  'docker-compose.yml': 'LANTERNS_DB_PASSWORD: ${LANTERNS_DB_PASSWORD}',
  'docs/configuration.md': '## lanterns',
  'docs/outages.md': '## lanterns',
  'docs/personal-data.md': '`lantern.engraving`',
  'docs/security.md': '`GET /lanterns/:customerId`',
  'nest-cli.json': '"root": "apps/lanterns"',
  'observability/generated/alertmanager/compose.yml': 'owner="lighting"',
  'observability/generated/prometheus/compose.yml': 'lanterns:4031',
  'observability/generated/prometheus/embedded.yml': 'service: lanterns',
};
/** The pages of problems that any service may answer with name its operations, too. */
const PROBLEMS = 'docs/problems/';
/** Those that have parts written by hand, which Prettier checks. */
const FORMATTED = [
  'README.md',
  'docker-compose.yml',
  'docs/outages.md',
  'docs/personal-data.md',
  'docs/security.md',
  'nest-cli.json',
];

jest.setTimeout(5 * DEADLINE);

describe('a new service', () => {
  let copy: string;
  let environment: TestEnvironment;

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    copy = await mkdtemp(join(tmpdir(), 'new-service-'));
    const filter = (path: string) => !NOT_COPIED.some((name) => path === join(ROOT, name));
    await cp(ROOT, copy, { recursive: true, filter });
    await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  });
  afterAll(async () => {
    await environment.close();
    await rm(copy, { recursive: true });
  });

  const textOf = (file: string) => readFile(join(copy, file), 'utf8').catch(() => '');
  const run = (script: string, ...args: string[]): Promise<{ code: unknown; lines: string[] }> =>
    new Promise((resolve) => {
      const command = ['run', '--silent', script, '--', ...args];
      execFile('npm', command, { cwd: copy }, (error, out, errors) =>
        resolve({ code: error?.code ?? 0, lines: (out + errors).trim().split('\n') }),
      );
    });
  const generate = (...args: string[]) => run('generate', ...args);
  const isCurrent = async () =>
    expect(await generate('--check')).toEqual({
      code: 0,
      lines: [expect.stringMatching(/^\d+ files follow from \d+ services; all are current\.$/)],
    });
  const isNamedByAll = async () => {
    for (const [file, part] of Object.entries(ARTEFACTS))
      expect([file, await textOf(file)]).toEqual([file, expect.stringContaining(part)]);
  };
  const needsAPortOfItsOwn = async () => {
    const file = join(copy, 'apps/lanterns/src/lanterns.module.ts');
    const module = await readFile(file, 'utf8');
    await writeFile(file, module.replace('4031', '4006'));
    expect(await generate()).toEqual({
      code: 1,
      lines: [
        expect.stringMatching(
          /^(loyalty and lanterns|lanterns and loyalty) both have port 4006: choose another /,
        ),
      ],
    });
    await writeFile(file, module);
  };
  const isReadable = async () => {
    const { services } = parse(await textOf('docker-compose.yml')) as { services: Record<string, object> };
    const environment = { PORT: 4031, CLIENT_SECRET: '${LANTERNS_CLIENT_SECRET}' };
    expect(services.lanterns).toMatchObject({ environment, networks: ['platform', 'data'] });
    for (const file of FORMATTED) {
      const options = { ...(await resolveConfig(join(ROOT, file))), filepath: file };
      expect([file, await check(await textOf(file), options)]).toEqual([file, true]);
    }
  };
  const starts = async () => {
    const module = await import(join(copy, 'dist/apps/lanterns/src/lanterns.module.js'));
    const service = await environment.start((module as { lanterns: Service }).lanterns);
    await service.untilReady();
    const customerId = '0193a1b2-7c00-7000-8000-000000000041';
    expect(await service.get(`/lanterns/${customerId}`, { as: { person: customerId } })).toMatchObject({
      status: 404,
    });
  };
  const writesItsPact = async () =>
    expect(await run('contracts:update', 'lanterns')).toMatchObject({
      code: 0,
      lines: expect.arrayContaining(['lanterns-customers.json is unchanged', '1 of 1 pacts are accepted']),
    });
  const itsProviderKeepsIt = async () => {
    const { code, lines } = await run('test', 'apps/customers/test/customers.provider-pact-spec.ts');
    expect({ code, output: lines.join('\n') }).toEqual({
      code: 0,
      output: expect.stringMatching('1 passed'),
    });
  };

  it('comes with one folder and one command, and goes with them', async () => {
    await cp(FIXTURE, copy, { recursive: true });
    await needsAPortOfItsOwn();
    const { code, lines } = await generate();
    expect({ code, problems: code ? lines : [] }).toEqual({ code: 0, problems: [] });
    const changed = lines
      .flatMap((line) => /^(?:stale|missing) +(\S+)$/.exec(line)?.[1] ?? [])
      .filter((file) => !file.startsWith(PROBLEMS));
    expect(changed).toEqual(Object.keys(ARTEFACTS));
    await isNamedByAll();
    await isCurrent();
    await isReadable();
    await starts();
    await writesItsPact();
    await itsProviderKeepsIt();

    await rm(join(copy, 'apps/lanterns'), { recursive: true });
    await rm(join(copy, 'contracts/pacts/lanterns-customers.json'));
    expect(await generate('--check')).toEqual({
      code: 1,
      lines: expect.arrayContaining([
        'stale      docker-compose.yml',
        'left over  contracts/openapi/lanterns.json',
        expect.stringMatching(/; \d+ are not current: run npm run generate\.$/),
      ]),
    });
    expect(await generate()).toMatchObject({ code: 0 });
    for (const file of Object.keys(ARTEFACTS))
      expect([file, await textOf(file)]).toEqual([
        file,
        await readFile(join(ROOT, file), 'utf8').catch(() => ''),
      ]);
  });
});
