import type { Service } from '#libs/service';

/** A service, as far as it is observed. */
export type Observed = Pick<Service, 'name' | 'port' | 'owner'>;

/** The host and port at which Prometheus scrapes a service. */
export type Address = (service: Observed) => string;

/** Services on this machine, with their ports moved by `offset` as by the launcher's `--port-offset`. */
export const onThisMachine =
  (offset = 0): Address =>
  ({ port }) =>
    `127.0.0.1:${port + offset}`;

/** Services whose host names are their own names, as in Docker Compose. */
export const byName: Address = ({ name, port }) => `${name}:${port}`;

/** How Prometheus scrapes and alerts. */
export interface PrometheusOptions {
  /** The time between two scrapes, as Prometheus writes durations. */
  scrape?: string;
  /** The time between two evaluations of rules whose group names none. */
  evaluate?: string;
  /** The file with the bearer token for `/metrics`, if the services require one. */
  tokenFile?: string;
  /** Host and port of Alertmanager. */
  alertmanager: string;
  /** The URL of the monitor's page, for a browser. */
  page: string;
  /** The URL below which the runbooks are. */
  runbooks: string;
}

/**
 * The configuration of Prometheus 2.42 or 3, to be run with `--enable-feature=exemplar-storage`. Services export the label
 * `service` themselves; the target has it too, so that `up` carries it when the service is down.
 */
export const prometheusConfig = (
  services: Observed[],
  address: Address,
  { scrape = '5s', evaluate = '30s', tokenFile, alertmanager, page, runbooks }: PrometheusOptions,
) => ({
  global: {
    scrape_interval: scrape,
    evaluation_interval: evaluate,
    external_labels: { page_url: page, runbooks_url: runbooks },
  },
  storage: { exemplars: { max_exemplars: 100_000 } },
  rule_files: ['rules.yml'],
  alerting: {
    alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }],
    alert_relabel_configs: ownersOf(services),
  },
  scrape_configs: [
    {
      job_name: 'troupe',
      honor_labels: true,
      ...(tokenFile && { authorization: { credentials_file: tokenFile } }),
      static_configs: services.map((service) => ({
        targets: [address(service)],
        labels: { service: service.name },
      })),
    },
  ],
});

/** Who answers for an alert about a service that no list knows, because it is left over. */
export const DEFAULT_OWNER = 'operations';

/**
 * What gives each alert its owner, by its label `service`. What a metric says itself goes first. The addresses, which the
 * annotations have read, are no labels of an alert.
 */
function ownersOf(services: Observed[]) {
  const owners = [...new Set(services.map(({ owner }) => owner))].sort();
  const namesOf = (team: string) =>
    services.flatMap(({ name, owner }) => (owner === team ? [name] : [])).join('|');
  return [
    ...owners.map((owner) => ({
      source_labels: ['owner', 'service'],
      regex: `;(${namesOf(owner)})`,
      target_label: 'owner',
      replacement: owner,
    })),
    { source_labels: ['owner'], regex: '', target_label: 'owner', replacement: DEFAULT_OWNER },
    { regex: 'page_url|runbooks_url', action: 'labeldrop' },
  ];
}
