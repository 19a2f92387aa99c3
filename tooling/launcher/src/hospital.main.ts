import { wholeNumber } from '#tooling/platform';
import { launcherCommand, STATEFUL } from './command.js';
import { ACTIONS, runHospital } from './hospital.js';
import { HospitalClient } from './hospital-client.js';
import { operatorAccess, URL_OPTION } from './deployment.js';
import { discoverRegistry } from './registry.js';

await launcherCommand(
  {
    name: 'npm run hospital',
    about: `Shows the messages that services have given up or try again, and acts on them.

list      what was given up, by cause; with an ID, --event or --fingerprint, each message
waiting   what waits for its next attempt, and when it would go to the hospital
show      one message by its id: envelope, attempts, stack and body
acts      who did what, and why
retry     makes what waits due at once; the attempt counts, and when the last one fails, the message is given up
release   ends an attempt whose process has died, so that another one begins at once
replay    gives what was given up all its attempts again; it takes effect once
discard   deletes what was given up; it never takes effect
note      keeps a --note and an --owner of a message, or of a group by its --fingerprint; list shows them
edit      has --service handle a new event, with the body in the file --body, in place of one that it gave up
again     has --service handle an event again that its handler took as done wrongly, if the handler is declared repeatable;
          with --missing, for every process that misses a step

retry, replay and discard need --why, and an ID, --event, --fingerprint or --all; release needs an ID; edit and again need --why, an ID and
--service, or again --missing.`,
    args: [
      { name: 'ACTION', about: 'what to do', oneOf: () => ACTIONS },
      {
        name: 'ID',
        about: 'a message; for list and waiting also a customer, a correlation ID or a business key',
        optional: true,
      },
    ],
    options: {
      ...URL_OPTION,
      service: { value: 'SERVICE', about: 'of this service only', ...STATEFUL },
      event: { value: 'TYPE', about: 'of this type of event or effect only' },
      fingerprint: { value: 'F', about: 'of this group only, as `list` shows it' },
      missing: { value: 'FLOW/STEP', about: 'for again: every process that misses this step' },
      all: { about: 'everything that was given up, or that waits' },
      rate: { value: 'N', about: 'replays or discards N messages of each service a second' },
      why: { value: 'TEXT', about: 'why you act; it is kept with your name: name no customer in it' },
      note: { value: 'TEXT', about: 'what to note: name no customer in it' },
      owner: { value: 'WHO', about: 'who deals with it' },
      body: {
        value: 'BODY',
        about:
          'for show, whole instead of masked: that is kept; for edit, the JSON file with the whole new body',
      },
      output: { value: 'FORMAT', about: 'text or json', default: 'text', oneOf: () => ['text', 'json'] },
    },
  },
  async (paths, options, [action, id]) => {
    const registry = await discoverRegistry();
    const only = action === 'again' ? undefined : options.service; // its publisher is asked, too
    const client = new HospitalClient(operatorAccess(paths, registry, options.url), registry, only);
    const rate = options.rate === undefined ? undefined : wholeNumber('--rate', options.rate, 1);
    await runHospital(client, action, id, { ...options, rate });
  },
);
