import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hindrance } from '../src/recording.js';
import { GitRevisions } from '../src/revisions.js';
import { pactOn, GitRepository } from '#tooling/testing';

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

  it('have the pacts that they were committed with', () => {
    expect(revisions.pactsAt(first)).toEqual([WATTS]);
    expect(revisions.pactsAt('HEAD')).toEqual([VOLTS]);
  });

  it('have the same tree of a service whose sources are the same, and its libraries', () => {
    expect(tree('lamps', second)).toBe(tree('lamps', first));
    expect(tree('shop', second)).not.toBe(tree('shop', first));
    repository.write('libs/light.ts', 'on');
    expect(tree('lamps', repository.commit([]))).not.toBe(tree('lamps', first));
  });

  it('are unknown when they are not there, and say how to get them', () => {
    expect(() => tree('candles', first)).toThrow(`there is no apps/candles at ${first}`);
    expect(() => revisions.pactsAt('f'.repeat(40))).toThrow('is not here; run git fetch, or correct it');
    const clone = `${repository.folder}-shallow`;
    repository.git('clone', '--quiet', '--depth', '1', `file://${repository.folder}`, clone);
    try {
      expect(() => new GitRevisions(clone).pactsAt(first)).toThrow(
        'this clone is shallow: run git fetch --unshallow',
      );
      expect(new GitRevisions(clone).pactsAt('HEAD')).toEqual([VOLTS]);
    } finally {
      rmSync(clone, { recursive: true });
    }
  });

  it('name a pact that cannot be read', () => {
    repository.write('contracts/pacts/broken.json', '{');
    const broken = repository.commit([]);
    expect(() => revisions.pactsAt(broken)).toThrow(`contracts/pacts/broken.json at ${broken} is no JSON`);
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

  it('is for CI on the main branch', () => {
    expect(hindrance(revisions, LEDGER, { CI: 'true' })).toBeUndefined();
    expect(hindrance(revisions, LEDGER, {})).toBe('only CI records, and CI is not set');
    const branch = { CI: 'true', GIT_BRANCH: 'feature' };
    expect(hindrance(revisions, LEDGER, branch)).toMatch(
      'only the branch main is recorded, and this is feature',
    );
    expect(
      hindrance(revisions, LEDGER, { ...branch, PACT_BROKER_BASE_URL: 'http://broker' }),
    ).toBeUndefined();
  });

  it('is for what was committed, but for the ledger itself', () => {
    repository.write('contracts/ledger/verifications/a.json', '{}');
    expect(hindrance(revisions, LEDGER, { CI: 'true' })).toBeUndefined();
    repository.write('apps/shop/src/main.ts', 'changed');
    expect(hindrance(revisions, LEDGER, { CI: 'true' })).toBe(
      'the work tree is not what was committed (M apps/shop/src/main.ts)',
    );
    repository.git('checkout', '--quiet', '.');
  });
});
