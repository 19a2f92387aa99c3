import type { Service } from '#libs/service';
import { type Pact, PACTS, readPacts } from '#tooling/pacts';
import type { GeneratedFiles } from '#tooling/platform';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { callsAmong } from './calls.js';
import { environmentOf, PLATFORM } from './environment.js';
import { allowNames, denyAll, networkPolicy, toData } from './network.js';
import {
  address,
  autoscaler,
  deployment,
  disruptionBudget,
  migrationJob,
  PLATFORM_OWNER,
} from './workload.js';

const FOLDER = 'deploy/kubernetes';
const ORIGIN =
  '# Written by npm run generate, from the services and their pacts; docs/kubernetes.md explains it.\n';

/** The manifests of every service for Kubernetes, with what they have in common, and a kustomization of all. */
export const kubernetesFiles = (services: Service[], root: string): GeneratedFiles =>
  manifestFiles(services, readPacts(join(root, PACTS)));

/** The same, by these pacts. */
export function manifestFiles(services: Service[], pacts: Pact[]): GeneratedFiles {
  const calls = callsAmong(services, pacts);
  const files = Object.fromEntries(
    services.map((service) => [
      `${service.name}.yaml`,
      documents(
        deployment(service, services),
        address(service),
        disruptionBudget(service),
        autoscaler(service),
        networkPolicy(service, services, calls),
      ),
    ]),
  );
  const common = documents(denyAll, allowNames, ownerPolicy, migrationJob(services));
  const resources = [`${PLATFORM}.yaml`, ...Object.keys(files).sort()];
  const texts = {
    ...files,
    [`${PLATFORM}.yaml`]: needsOf(services) + common,
    'kustomization.yaml': documents({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources,
    }),
  };
  return {
    texts: Object.fromEntries(
      Object.entries(texts).map(([file, text]) => [`${FOLDER}/${file}`, ORIGIN + text]),
    ),
    owned: [`${FOLDER}/*.yaml`],
  };
}

/** The admin process reaches the database alone. */
const ownerPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'provision' },
  spec: {
    podSelector: { matchLabels: { 'app.kubernetes.io/name': 'provision' } },
    policyTypes: ['Egress'],
    egress: [toData],
  },
};

/** What an environment has to bring: the keys of its config map and of its secrets, as a comment. */
function needsOf(services: Service[]): string {
  const variables = services.flatMap((service) => environmentOf(service, services));
  const references = variables.flatMap(({ valueFrom }) => Object.entries(valueFrom ?? {})) as [
    string,
    { name: string; key: string; optional?: true },
  ][];
  const keys = (kind: string, name: string, optional?: true) =>
    [
      ...new Set(
        references
          .filter(([one, ref]) => one === kind && ref.name === name && ref.optional === optional)
          .map(([, { key }]) => key),
      ),
    ].sort();
  const lines = [
    `config map ${PLATFORM}: ${keys('configMapKeyRef', PLATFORM).join(', ')}`,
    `  optional: ${keys('configMapKeyRef', PLATFORM, true).join(', ')}`,
    `secret ${PLATFORM}: ${keys('secretKeyRef', PLATFORM).join(', ')}`,
    `secret of each service, by its name: DATABASE_URL, BROKER_URL, CLIENT_SECRET`,
    `secret ${PLATFORM_OWNER}: DATABASE_OWNER_URL, and <SERVICE>_DB_PASSWORD for each service`,
  ];
  return `# What an environment brings:\n${lines.map((line) => `#   ${line}\n`).join('')}`;
}

const documents = (...all: object[]): string =>
  all
    .map((one) => stringify(one, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false }))
    .join('---\n');
