import { describe, expect, it } from '@jest/globals';
import { ROOT, serviceNames } from '#tooling/platform';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FAULTS } from '../src/catalogue.js';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const parsed = <Content>(file: string) => parse(read(file)) as Content;

describe('every fault', () => {
  it('has a name of its own', () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
  });

  it.each(FAULTS.map((fault) => [fault.name, fault] as const))(
    '%s leads to a service and an alert',
    (_, fault) => {
      expect(serviceNames()).toContain(fault.service);
      const { groups } = parsed<{ groups: { rules: { alert?: string }[] }[] }>(
        'observability/generated/prometheus/rules.yml',
      );
      expect(groups.flatMap(({ rules }) => rules.map(({ alert }) => alert))).toContain(fault.alert.name);
      const { finding } = fault;
      if (finding.kind !== 'step') return;
      const { steps } = parsed<{ steps: Record<string, { service: string }> }>(
        `contracts/flows/${finding.flow}.yaml`,
      );
      expect(steps[finding.step]?.service).toBe(fault.service);
    },
  );
});

describe('a deployment', () => {
  it('has no faults: nothing of tooling is in the image of a service, and no address of the launcher is set', () => {
    const copied = [...read('Dockerfile').matchAll(/COPY --from=build \S+ (\S+)/g)].map(([, to]) => to);
    expect(copied).toEqual(['dist/libs', 'dist/apps']);
    expect(read('docker-compose.yml')).not.toMatch(/FAULTS_URL|COMMAND_OPTIONS/);
  });
});
