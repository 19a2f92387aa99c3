import { eventually } from '#tooling/platform';
import type { Service } from '#libs/service';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlertmanagerServer, type Notice } from './alertmanager-server.js';
import { PrometheusServer } from './prometheus-server.js';

/** The windows of the rules are so much shorter: an hour is a minute. */
const SHORTER = 60;
const WITHIN_MS = 60_000;
const PAUSE_MS = 100;
/** A missing step is announced so soon after the monitor counts it. */
const STEP_MISSING_MS = 20_000;

const STEP = { flow: 'sign-up', step: 'open-account', step_service: 'loyalty', owner: 'engagement' };
const LINKS = { page: 'http://page.example', runbooks: 'http://runbooks.example' };

const textOf = (name: string, labels: Record<string, string>, value: number): string =>
  `${name}{${Object.entries(labels)
    .map(([label, text]) => `${label}="${text}"`)
    .join(',')}} ${value}\n`;

/** Exports what a platform in trouble would. Its counters grow with each scrape. */
class Trouble {
  /** Processes that miss a step, sign-ups that fail at each scrape, and those that succeed. */
  missing = 0;
  failing = 0;
  private failed = 0;
  private succeeded = 0;

  private readonly server: Server = createServer((_request, response) => response.end(this.metrics()));

  /** Host and port. */
  async listen(): Promise<string> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private metrics(): string {
    this.failed += this.failing;
    this.succeeded += this.failing ? 0 : 30;
    const signups = { service: 'signup', method: 'POST', route: '/signups' };
    return [
      textOf('flow_steps_missing', { service: 'monitor', ...STEP }, this.missing),
      textOf('http_server_requests_total', { ...signups, status: '5xx' }, this.failed),
      textOf('http_server_requests_total', { ...signups, status: '2xx' }, this.succeeded),
    ].join('');
  }
}

/**
 * Starts an Alertmanager, and a Prometheus with short windows that scrapes the platform and an exporter of troubles, and
 * follows alerts to their receiver.
 * @returns what was proved, a sentence each
 * @throws Error when an alert does not arrive, arrives incomplete or at another receiver, or does not resolve
 */
export async function checkAlerts(root: string, services: Service[], offset: number): Promise<string[]> {
  const trouble = new Trouble();
  const extra = { trouble: await trouble.listen() };
  const alertmanager = await AlertmanagerServer.start(services);
  const prometheus = await PrometheusServer.start({
    root,
    services,
    offset,
    extra,
    shorter: SHORTER,
    alertmanager: alertmanager.address,
    ...LINKS,
  });
  try {
    return [
      await missingStepArrives(alertmanager, trouble),
      await pageInhibitsTicket(alertmanager, trouble),
      await alertsResolve(alertmanager, trouble),
    ];
  } finally {
    await prometheus.stop();
    await alertmanager.stop();
    trouble.stop();
  }
}

async function missingStepArrives({ notices }: AlertmanagerServer, trouble: Trouble): Promise<string> {
  const began = Date.now();
  trouble.missing = 3;
  const { annotations } = await arrival(
    notices,
    'FlowStepMissing',
    'firing',
    'page/engagement',
    STEP_MISSING_MS,
  );
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  const expected = {
    count: '3 processes',
    event: 'open-account of sign-up',
    page_url: `${LINKS.page}/#/processes?state=stuck&flow=sign-up`,
    runbook_url: `${LINKS.runbooks}/flow-step-missing.md`,
  };
  for (const [name, text] of Object.entries(expected))
    if (annotations[name] !== text)
      throw new Error(`The annotation ${name} of FlowStepMissing is "${annotations[name]}", not "${text}".`);
  if (!annotations.reason) throw new Error('FlowStepMissing names no reason.');
  return `FlowStepMissing reached its owner after ${seconds} s, with its links`;
}

async function pageInhibitsTicket(alertmanager: AlertmanagerServer, trouble: Trouble): Promise<string> {
  trouble.failing = 30;
  await arrival(alertmanager.notices, 'SignupsFail', 'firing', 'page/accounts');
  await eventually(
    async () => {
      const tickets = (await alertmanager.alerts()).filter(
        ({ labels }) => labels.alertname === 'SignupsFail' && labels.severity === 'ticket',
      );
      return tickets.length && tickets.every(({ status }) => status.inhibitedBy.length);
    },
    WITHIN_MS,
    PAUSE_MS,
  );
  const tickets = alertmanager.notices.filter(({ to }) => to === 'ticket/accounts');
  if (tickets.length) throw new Error('The ticket SignupsFail was sent, although its page fires.');
  return 'SignupsFail paged, and inhibited its ticket';
}

async function alertsResolve({ notices }: AlertmanagerServer, trouble: Trouble): Promise<string> {
  trouble.missing = trouble.failing = 0;
  await arrival(notices, 'FlowStepMissing', 'resolved', 'page/engagement');
  await arrival(notices, 'SignupsFail', 'resolved', 'page/accounts');
  await arrival(notices, 'SignupsFail', 'firing', 'ticket/accounts');
  return 'both pages were resolved, and the ticket was sent once no page inhibited it';
}

/** @throws Error with what did arrive, when the alert does not */
const arrival = (
  notices: Notice[],
  name: string,
  status: Notice['status'],
  to: string,
  withinMs = WITHIN_MS,
): Promise<Notice> =>
  eventually(
    () => {
      const found = notices.find(
        (notice) => notice.labels.alertname === name && notice.status === status && notice.to === to,
      );
      if (found) return found;
      const others = notices.map((notice) => `${notice.labels.alertname} ${notice.status} at ${notice.to}`);
      throw new Error(
        `${name} (${status}) did not reach ${to}. What arrived: ${others.join(', ') || 'nothing'}.`,
      );
    },
    withinMs,
    PAUSE_MS,
  );
