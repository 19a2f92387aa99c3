import { UsageError, wholeNumber } from '#tooling/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import { launcherCommand, STATEFUL } from './command.js';
import { operatorAccess, URL_OPTION } from './deployment.js';
import { replayEvents } from './events-replay.js';
import { HospitalClient } from './hospital-client.js';
import { momentOf } from './moment.js';
import { discoverRegistry } from './registry.js';
import { checkedWhy } from './why.js';

const FASTEST = 10_000;

await launcherCommand(
  {
    name: 'npm run events:replay',
    about: `Delivers events to one service again that others have sent: to a service that is new, or was repaired.

It first prints what it will deliver. What the service has handled has no effect, and what was sent about people who
were erased is left out. A publisher keeps what it sent for OUTBOX_DAYS, or until npm run archive moves it. If the
command is interrupted, the same command goes on where it stopped.`,
    options: {
      ...URL_OPTION,
      to: { value: 'SERVICE', about: 'the service that gets them', required: true, ...STATEFUL },
      since: {
        value: 'TIME',
        about: 'when the first was sent: 2026-07-01, or 2026-07-01T12:00Z',
        required: true,
      },
      type: {
        value: 'TYPE',
        about: 'events of this type; may be repeated; all that the service hears unless given',
        multiple: true,
      },
      rate: { value: 'N', about: 'events a second', default: '50' },
      why: { value: 'TEXT', about: 'why you do it; it is kept with your name: name no customer in it' },
      'dry-run': { about: 'only prints what it would deliver' },
    },
  },
  async (paths, { url, to, since, type, rate, why, 'dry-run': isDryRun }) => {
    const perSecond = wholeNumber('--rate', rate, 1, FASTEST);
    const from = momentOf('--since', since, new Date());
    if (!why && !isDryRun) throw new UsageError('--why is missing: say why, or add --dry-run.');
    const reason = why ? checkedWhy(why, 'you do it') : '';
    const registry = await discoverRegistry();
    const client = new HospitalClient(operatorAccess(paths, registry, url), registry);
    const request = { to, since: from, types: type, rate: perSecond, why: reason, isDryRun };
    await replayEvents(client, registry.services, request, (ms) => sleep(ms));
  },
);
