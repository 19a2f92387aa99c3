import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { reasonNotToRecord } from '../src/recording.js';
import { GitRevisions } from '../src/revisions.js';
import { GitRepository, pactOn } from '#tooling/testing';

const WATTS = pactOn('shop', 'lamps', 'watts');
const VOLTS = pactOn('shop', 'lamps', 'volts');

describe('revisions of a repository', () => {
  const repository = new GitRepository();
  const revisions = new GitRevisions(repository.folder);
  let first: string;
  let second: string;
  beforeAll(() => {
    first = repository.commit([WATTS], 'shop', 'lamps');
    second = repository.commit([VOLTS], 'shop');
  });
  afterAll(() => repository.remove());

  const tree = (service: string, revision: string) => revisions.treeOf({ service, revision });

  it('have the pacts of their commit', () => {
    expect(revisions.pactsAt(first)).toEqual([WATTS]);
    expect(revisions.pactsAt('HEAD')).toEqual([VOLTS]);
  });

  it('share the tree of a service when its sources and its libraries are the same', () => {
    expect(tree('lamps', second)).toBe(tree('lamps', first));
    expect(tree('shop', second)).not.toBe(tree('shop', first));
    repository.write('libs/light.ts', 'on');
    expect(tree('lamps', repository.commit([]))).not.toBe(tree('lamps', first));
  });

  it('say how to get a revision that is not in the clone', () => {
    expect(() => tree('candles', first)).toThrow(
      `There is no apps/candles at ${first}; check the service's name.`,
    );
    expect(() => revisions.pactsAt('f'.repeat(40))).toThrow(
      'is not in this clone; run git fetch, or check the name.',
    );
    const clone = `${repository.folder}-shallow`;
    repository.git('clone', '--quiet', '--depth', '1', `file://${repository.folder}`, clone);
    try {
      expect(() => new GitRevisions(clone).pactsAt(first)).toThrow(
        'is not in this shallow clone; run git fetch --unshallow.',
      );
      expect(new GitRevisions(clone).pactsAt('HEAD')).toEqual([VOLTS]);
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  it('name a pact that is not valid JSON', () => {
    repository.write('contracts/pacts/broken.json', '{');
    const broken = repository.commit([]);
    expect(() => revisions.pactsAt(broken)).toThrow(
      `contracts/pacts/broken.json at ${broken} is not valid JSON`,
    );
    rmSync(join(repository.folder, 'contracts/pacts/broken.json'));
    repository.commit([]);
  });
});

describe('recording', () => {
  const repository = new GitRepository();
  const revisions = new GitRevisions(repository.folder);
  const LEDGER = 'contracts/ledger';
  beforeAll(() => void repository.commit([WATTS], 'shop'));
  afterAll(() => repository.remove());

  it('is allowed in CI on the main branch only', () => {
    expect(reasonNotToRecord(revisions, LEDGER, { CI: 'true' })).toBeUndefined();
    expect(reasonNotToRecord(revisions, LEDGER, {})).toBe('only CI records, and CI is not set');
    const branch = { CI: 'true', GIT_BRANCH: 'feature' };
    expect(reasonNotToRecord(revisions, LEDGER, branch)).toMatch(
      'only the branch main is recorded, and this is feature; if it is a commit of main, set GIT_BRANCH=main',
    );
    expect(
      reasonNotToRecord(revisions, LEDGER, { ...branch, PACT_BROKER_BASE_URL: 'http://broker' }),
    ).toBeUndefined();
  });

  it('is refused when anything but the ledger has uncommitted changes', () => {
    repository.write('contracts/ledger/verifications/a.json', '{}');
    expect(reasonNotToRecord(revisions, LEDGER, { CI: 'true' })).toBeUndefined();
    repository.write('apps/shop/src/main.ts', 'changed');
    expect(reasonNotToRecord(revisions, LEDGER, { CI: 'true' })).toBe(
      'the work tree has uncommitted changes (M apps/shop/src/main.ts)',
    );
    repository.git('checkout', '--quiet', '.');
  });
});
