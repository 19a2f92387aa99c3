import { UserError } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filledIn, portOf, runOptions } from '../src/compose-block.js';
import { readBlocks } from '../src/compose-blocks.js';
import { conflicts } from '../src/contract-steps.js';
import { historyText } from '../src/history-text.js';
import { paceOf } from '../src/pace.js';
import { earlierOf, liveOf, type RecordedRelease, type Release } from '../src/release.js';
import { ReleaseRecord } from '../src/release-record.js';

const AT = '2030-01-01T00:00:00.000Z';
const release = (number: number, more: Partial<Release> = {}): Release => ({
  service: 'desk',
  environment: 'test',
  number,
  revision: String(number).repeat(40),
  image: `sha256:${number}`,
  settings: {},
  secrets: [],
  contracts: {},
  migrations: [],
  at: AT,
  ...more,
});
const ended = (
  number: number,
  outcome: 'live' | 'withdrawn' | 'failed' = 'live',
  bringsBack?: number,
): RecordedRelease => ({
  ...release(number, bringsBack ? { bringsBack } : {}),
  ending: { outcome, because: 'it was slow', at: AT },
});

describe('the release to bring back', () => {
  const history = [ended(1), ended(2), ended(3, 'withdrawn'), ended(4)];

  it.each([
    ['the one before the live one', history, undefined, 2],
    ['the one that is named', history, 1, 1],
    ['none that was withdrawn', history, 3, undefined],
    ['none before the first', [ended(1)], undefined, undefined],
    ['the one before what was brought back', [...history, ended(5, 'live', 2)], undefined, 1],
  ])('is %s', (_what, all, wanted, number) => expect(earlierOf(all, wanted)?.number).toBe(number));

  it('is not the one that runs', () => expect(liveOf([...history, release(5)])?.number).toBe(4));
});

describe('the record of releases', () => {
  let folder: string;
  let record: ReleaseRecord;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'troupe-releases-'));
    record = new ReleaseRecord(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps releases in their order, with how they ended', () => {
    for (const number of [2, 10, 1]) record.add(release(number));
    record.end(release(1), ended(1).ending!);
    expect(record.of('test', 'desk')).toEqual([ended(1), release(2), release(10)]);
    expect(record.of('production', 'desk')).toEqual([]);
    expect(record.services('test')).toEqual(['desk']);
  });

  it('changes nothing that is recorded', () => {
    record.add(release(1));
    expect(() => record.add(release(1, { image: 'sha256:other' }))).toThrow(UserError);
    record.end(release(1), ended(1).ending!);
    expect(() => record.end(release(1), ended(1, 'failed').ending!)).toThrow('is there already');
    expect(record.of('test', 'desk')).toEqual([ended(1)]);
  });

  it('names a file that is damaged', () => {
    record.add(release(1));
    writeFileSync(join(folder, 'test/desk/00001.json'), '{');
    expect(() => record.of('test', 'desk')).toThrow('00001.json is no record of a release');
  });

  it('is told with what runs, what was replaced, and why something does not', () =>
    expect(
      historyText([ended(1), ended(2, 'withdrawn'), ended(3, 'live', 1), release(4)]).split('\n'),
    ).toEqual([
      expect.stringMatching(/^v1 +replaced +1{12} /),
      expect.stringMatching(/^v2 +withdrawn .* it was slow$/),
      expect.stringMatching(/^v3 +live .* brings v1 back$/),
      expect.stringMatching(/^v4 +not ended/),
    ]));
});

describe('a migration that takes something away', () => {
  const due = ['desk/0006-notes', 'desk/0007-contract-0005-short-names'];

  it.each([
    [
      'waits for a release that knows only the old form',
      ['desk/0004-names'],
      [{ migration: due[1], release: 3 }],
    ],
    ['may run beside one that knows the new form', ['desk/0004-names', 'desk/0005-long-names'], []],
    [
      'is not taken for one of another set',
      ['messaging/0005-long-names'],
      [{ migration: due[1], release: 3 }],
    ],
  ])('%s', (_what, migrations, found) => expect(conflicts(due, [{ number: 3, migrations }])).toEqual(found));

  it('waits for nobody when nothing runs', () => expect(conflicts(due, [])).toEqual([]));
});

describe('a block of docker-compose.yml', () => {
  it.each([
    ['${A}', 'a'],
    ['x-${B:-b}-${EMPTY:-c}', 'x-b-c'],
    ['${EMPTY-c}', ''],
    ['postgres://desk:${A}@host', 'postgres://desk:a@host'],
  ])('has %s filled in', (text, filled) => expect(filledIn(text, { A: 'a', EMPTY: '' })).toBe(filled));

  it('names a variable that is missing', () =>
    expect(() => filledIn('${SECRET:?is made by npm run compose:env}', {})).toThrow(
      /^SECRET is not set: it is made by npm run compose:env\.$/,
    ));

  describe('is changed by docker-compose.override.yml', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'troupe-blocks-'));
      const block = { user: '1', environment: { A: 'a', B: 'b' }, ports: ['1:1'] };
      writeFileSync(join(folder, 'docker-compose.yml'), JSON.stringify({ services: { desk: block } }));
    });
    afterEach(() => rmSync(folder, { recursive: true }));
    const change = (desk: object) =>
      writeFileSync(join(folder, 'docker-compose.override.yml'), JSON.stringify({ services: { desk } }));

    it('as compose does', () => {
      expect(readBlocks(folder).desk).toEqual({ user: '1', environment: { A: 'a', B: 'b' }, ports: ['1:1'] });
      change({ user: '2', environment: { B: 'c' }, ports: ['2:2'] });
      expect(readBlocks(folder).desk).toEqual({
        user: '2',
        environment: { A: 'a', B: 'c' },
        ports: ['1:1', '2:2'],
      });
    });

    it('unless it has another form, which is named', () => {
      change({ environment: ['B=c'] });
      expect(() => readBlocks(folder)).toThrow('has another form of services.desk.environment');
    });
  });

  it('becomes the options of a container', () => {
    const block = {
      environment: {},
      networks: ['platform', 'data'],
      ports: ['127.0.0.1:${DESK_PORT-4006}:4006'],
      volumes: ['traffic:/traffic:ro'],
      user: '1000:1000',
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      pids_limit: 200,
      mem_limit: '512m',
      cpus: 1,
      stop_grace_period: '40s',
    };
    expect(portOf(block)).toBe(4006);
    expect(runOptions(block, (name) => `shop_${name}`)).toEqual([
      '--network=shop_platform',
      '--network=shop_data',
      '--volume=shop_traffic:/traffic:ro',
      '--user=1000:1000',
      '--read-only',
      '--cap-drop=ALL',
      '--security-opt=no-new-privileges:true',
      '--pids-limit=200',
      '--memory=512m',
      '--cpus=1',
      '--restart=unless-stopped',
      '--stop-timeout=40',
    ]);
  });
});

describe('the pace of a deployment', () => {
  const options = { canary: undefined, 'blue-green': false, watch: '45', patience: '600', minimum: '50' };

  it.each([
    [{}, [5, 25, 50, 100]],
    [{ canary: '10,100' }, [10, 100]],
    [{ 'blue-green': true }, [100]],
  ])('%j has the shares %j', (more, stages) =>
    expect(paceOf({ ...options, ...more })).toEqual({
      stages,
      watchMs: 45_000,
      patienceMs: 600_000,
      minimum: { requests: 50 },
    }),
  );

  it.each(['5,25', '50,25,100', '5,x,100', '0,100', '1.5,100'])('refuses the shares %s', (canary) =>
    expect(() => paceOf({ ...options, canary })).toThrow('--canary takes whole numbers that rise to 100'),
  );
});
