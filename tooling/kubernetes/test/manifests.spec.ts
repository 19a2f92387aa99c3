import { heard } from '#libs/messaging';
import { configuration, discoverServices, outside, peer, secret, type Service, service } from '#libs/service';
import { type Pact, readPacts } from '#tooling/pacts';
import { pactOn } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { manifestFiles } from '../src/manifests.js';
import { Kubeconform, versions } from './fixtures/kubeconform.js';

if (!versions.length)
  console.warn('SKIPPED kubeconform: install it with `bash .ci/parts kubeconform` (it needs Go)\n');

@Module({})
class EmptyModule {}

const HeardLit = heard('lamp.lit.v1', z.object({}), { from: 'lamps' });
const definition = (name: string, port: number, more: object = {}): Service =>
  service({
    name,
    port,
    owner: 'tests',
    version: '1.2.3',
    config: configuration(name, {}),
    module: EmptyModule,
    events: {},
    ...more,
  });
const lamps = definition('lamps', 4_901);
const owls = definition('owls', 4_902);

const objectsOf = (services: Service[], pacts: Pact[], file: string): any[] =>
  parseAllDocuments(manifestFiles(services, pacts).texts[`deploy/kubernetes/${file}.yaml`] ?? '').map((one) =>
    one.toJSON(),
  );
const one = (kind: string, of: Service, services: Service[] = [lamps, of], pacts: Pact[] = []): any =>
  objectsOf(services, pacts, of.name).find((object) => object.kind === kind);
const variable = (of: Service, name: string): any =>
  one('Deployment', of).spec.template.spec.containers[0].env.find((entry: any) => entry.name === name);
/** The pods that a rule of a network policy names. */
const podsIn = (rules: any[], way: 'from' | 'to'): string[] =>
  rules.flatMap((rule) =>
    (rule[way] ?? []).flatMap((peer: any) => peer.podSelector?.matchLabels['app.kubernetes.io/name'] ?? []),
  );

describe('the manifests for Kubernetes', () => {
  it('have every kind for each service, and a kustomization of all files', () => {
    const kinds = objectsOf([lamps, owls], [], 'owls').map(({ kind }) => kind);
    expect(kinds).toEqual([
      'Deployment',
      'Service',
      'PodDisruptionBudget',
      'HorizontalPodAutoscaler',
      'NetworkPolicy',
    ]);
    const [{ resources }] = objectsOf([lamps, owls], [], 'kustomization');
    expect(resources).toEqual(['platform.yaml', 'lamps.yaml', 'owls.yaml']);
  });

  it('follow the port of a service', () => {
    const moved = definition('owls', 4_950);
    expect(one('Deployment', moved).spec.template.spec.containers[0].ports).toEqual([
      { name: 'http', containerPort: 4_950 },
    ]);
    expect(one('Service', moved).spec.ports).toEqual([{ name: 'http', port: 4_950, targetPort: 'http' }]);
    expect(one('NetworkPolicy', moved).spec.ingress[0].ports).toEqual([{ protocol: 'TCP', port: 4_950 }]);
    expect(variable(moved, 'PORT').value).toBe('4950');
  });

  it('show the version and the owner of a service', () => {
    const { metadata, spec } = one(
      'Deployment',
      definition('owls', 4_902, { version: '2.0.0', owner: 'night' }),
    );
    expect(spec.template.metadata.labels['app.kubernetes.io/version']).toBe('2.0.0');
    expect(metadata.annotations['troupe/owner']).toBe('night');
  });

  it('have addresses of neighbours, and secrets as references only', () => {
    const calling = definition('owls', 4_902, {
      config: configuration('owls', { LAMPS_URL: peer('lamps'), NIGHT_KEY: secret('The key of the night') }),
    });
    expect(variable(calling, 'LAMPS_URL')).toEqual({ name: 'LAMPS_URL', value: 'http://lamps:4901' });
    for (const [key, name] of [
      ['NIGHT_KEY', 'platform'],
      ['CLIENT_SECRET', 'owls'],
      ['DATABASE_URL', 'owls'],
      ['BROKER_URL', 'owls'],
    ])
      expect(variable(calling, key!)).toEqual({ name: key, valueFrom: { secretKeyRef: { name, key } } });
  });

  it('let those in who have a pact about requests, and out to those who are called', () => {
    const pacts = [pactOn('owls', 'lamps', 'watts')];
    const all = [lamps, owls, definition('moths', 4_903)];
    expect(podsIn(one('NetworkPolicy', lamps, all, pacts).spec.ingress, 'from')).toEqual(['owls']);
    expect(podsIn(one('NetworkPolicy', owls, all, pacts).spec.egress, 'to')).toEqual(['lamps']);
    expect(podsIn(one('NetworkPolicy', lamps, all).spec.ingress, 'from')).toEqual([]);
    const event = { ...pacts[0]!, interactions: [{ type: 'Asynchronous/Messages' }] } as unknown as Pact;
    expect(podsIn(one('NetworkPolicy', lamps, all, [event]).spec.ingress, 'from')).toEqual([]);
  });

  it('let out of the cluster only who calls a third party', () => {
    const isOpen = (of: Service) => JSON.stringify(one('NetworkPolicy', of)).includes('0.0.0.0/0');
    const config = configuration('owls', { CARRIER_URL: outside('carrier', 'The carrier') });
    expect([isOpen(owls), isOpen(definition('owls', 4_902, { config }))]).toEqual([false, true]);
  });

  it('scale a consumer by the depth of its queue, and others by their CPU alone', () => {
    const metrics = (of: Service) => one('HorizontalPodAutoscaler', of).spec.metrics;
    expect(metrics(owls)).toHaveLength(1);
    expect(metrics(definition('owls', 4_902, { events: { HeardLit } }))[1].external.metric).toEqual({
      name: 'queue_depth',
      selector: { matchLabels: { queue: 'owls', state: 'waiting' } },
    });
  });

  it('migrate every database by a job, whose secret no service has', () => {
    const job = objectsOf([lamps, owls], [], 'platform').find(({ kind }) => kind === 'Job');
    const { env } = job.spec.template.spec.containers[0];
    expect(env.map(({ name }: any) => name)).toEqual([
      'DATABASE_OWNER_URL',
      'LAMPS_DB_PASSWORD',
      'OWLS_DB_PASSWORD',
    ]);
    for (const each of [lamps, owls])
      expect(JSON.stringify(one('Deployment', each))).not.toContain('platform-owner');
  });

  it('ask for readiness what no broker decides, and for liveness the process alone', () => {
    const [container] = one('Deployment', owls).spec.template.spec.containers;
    expect(container.readinessProbe.httpGet.path).toBe('/health/ready');
    expect(container.livenessProbe.httpGet.path).toBe('/health/live');
  });
});

(versions.length ? describe : describe.skip).each(versions.length ? versions : ['of any version'])(
  'Kubernetes %s',
  (version) => {
    let kubeconform: Kubeconform;
    let texts: Record<string, string>;

    beforeAll(async () => {
      kubeconform = new Kubeconform(version);
      texts = manifestFiles(await discoverServices(), readPacts()).texts;
    });
    afterAll(() => kubeconform.close());

    it('takes every manifest', () => {
      const files = Object.entries(texts).filter(([file]) => !file.endsWith('kustomization.yaml'));
      expect(files.length).toBeGreaterThan(7);
      const all = files.map(([, text]) => text).join('---\n'); // one run: the program reads all schemas each time
      expect(kubeconform.validate(all)).toEqual({ valid: all.split('\n---\n').length, findings: [] });
    });

    it.each([
      [
        'a number that is none',
        'maxReplicas: 6',
        'maxReplicas: many',
        /^HorizontalPodAutoscaler loyalty: .*maxReplicas/,
      ],
      [
        'a field that does not exist',
        'minReplicas: 2',
        'minimum: 2',
        /^HorizontalPodAutoscaler loyalty: .*minimum/,
      ],
      [
        'a kind of no version',
        'autoscaling/v2',
        'autoscaling/v2beta1',
        /^HorizontalPodAutoscaler loyalty: could not find schema/,
      ],
    ])('refuses %s', (_what, was, becomes, finding) => {
      const text = texts['deploy/kubernetes/loyalty.yaml'] ?? '';
      expect(text).toContain(was);
      expect(kubeconform.validate(text.replace(was, becomes)).findings).toEqual([
        expect.stringMatching(finding),
      ]);
    });
  },
);
