import type { Service } from '#libs/service';

/** Where a service answers. */
export type Address = (service: Pick<Service, 'name' | 'port'>) => string;

/** Services on one machine; their ports moved by `offset`, as the launcher's `--port-offset` does. */
export const onThisMachine =
  (offset = 0): Address =>
  ({ port }) =>
    `127.0.0.1:${port + offset}`;

/** Services that find each other by name, as in compose. */
export const byName: Address = ({ name, port }) => `${name}:${port}`;

/** How often Prometheus looks, and in which file it finds what it shows to be let in. */
export interface Manner {
  scrape?: string;
  evaluate?: string;
  tokenFile?: string;
}

/**
 * Prometheus' configuration, for 2.42 and 3: `prometheus --enable-feature=exemplar-storage`. Services name themselves
 * by the label `service`; the target has it too, so that `up` tells which one is down.
 */
export const prometheusConfig = (
  services: Pick<Service, 'name' | 'port'>[],
  address: Address,
  { scrape = '5s', evaluate = '30s', tokenFile }: Manner = {},
) => ({
  global: { scrape_interval: scrape, evaluation_interval: evaluate },
  storage: { exemplars: { max_exemplars: 100_000 } },
  rule_files: ['rules.yml'],
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
