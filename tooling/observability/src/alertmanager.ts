import { type Observed, DEFAULT_OWNER } from './prometheus.js';

/** How Alertmanager groups and sends. */
export interface AlertmanagerOptions {
  /** Where a team's pages and tickets go: the URL of a webhook, by the severity and the owner. */
  webhook: (severity: 'page' | 'ticket', owner: string) => string;
  /** How long a ticket waits for the page that makes it needless, as Prometheus writes durations. */
  ticketWait?: string;
  /** How long news of a group wait for more of them. */
  groupInterval?: string;
}

/**
 * The configuration of Alertmanager 0.25 or later: a page goes out at once, a ticket after half a minute, each to the team
 * that owns the service. An alert that a page explains is inhibited.
 */
export function alertmanagerConfig(
  services: Pick<Observed, 'owner'>[],
  { webhook, ticketWait = '30s', groupInterval = '1m' }: AlertmanagerOptions,
) {
  const owners = [...new Set([...services.map(({ owner }) => owner), DEFAULT_OWNER])].sort();
  const severities = ['page', 'ticket'] as const;
  const routeOf = (severity: (typeof severities)[number], owner: string) => ({
    receiver: receiverOf(severity, owner),
    matchers: [`owner="${owner}"`],
  });
  return {
    route: {
      receiver: receiverOf('page', DEFAULT_OWNER), // what has no severity is nothing that we know
      group_by: ['alertname', 'service', 'flow', 'step'],
      group_wait: '0s',
      group_interval: groupInterval,
      repeat_interval: '4h',
      routes: [
        {
          matchers: ['severity="page"'],
          receiver: receiverOf('page', DEFAULT_OWNER),
          routes: owners.map((owner) => routeOf('page', owner)),
        },
        {
          matchers: ['severity="ticket"'],
          receiver: receiverOf('ticket', DEFAULT_OWNER),
          group_wait: ticketWait,
          repeat_interval: '1d',
          routes: owners.map((owner) => routeOf('ticket', owner)),
        },
      ],
    },
    inhibit_rules: INHIBITIONS,
    receivers: severities.flatMap((severity) =>
      owners.map((owner) => ({
        name: receiverOf(severity, owner),
        webhook_configs: [{ url: webhook(severity, owner), send_resolved: true }],
      })),
    ),
  };
}

const receiverOf = (severity: string, owner: string): string => `${severity}-${owner}`;

const INHIBITIONS = [
  // The page says all that the ticket says.
  {
    source_matchers: ['severity="page"'],
    target_matchers: ['severity="ticket"'],
    equal: ['alertname', 'service', 'flow', 'step'],
  },
  // A service that is down handles nothing.
  {
    source_matchers: ['alertname="TargetDown"'],
    target_matchers: ['alertname=~"QueueOld|ReactionsLate|Top10Late|OutboxOld|MonitorBehind"'],
    equal: ['service'],
  },
];
