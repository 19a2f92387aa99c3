import { serviceNames } from '#tooling/platform';
import { launcherCommand } from './command.js';
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
retry     makes what waits due at once
replay    gives what was given up all its attempts again; it takes effect once
discard   deletes what was given up; it never takes effect
again     has --service handle an event again that its handler took as done wrongly, if the handler is declared repeatable

retry, replay and discard need --why, and an ID, --event or --fingerprint; again needs --why, an ID and --service.`,
    args: [
      { name: 'ACTION', about: 'what to do', oneOf: () => ACTIONS },
      {
        name: 'ID',
        about: 'a message; for list, waiting and acts also a customer or a correlation ID',
        optional: true,
      },
    ],
    options: {
      ...URL_OPTION,
      service: { value: 'SERVICE', about: 'of this service only', oneOf: serviceNames },
      event: { value: 'TYPE', about: 'of this type of event or effect only' },
      fingerprint: { value: 'F', about: 'of this group only, as `list` shows it' },
      why: { value: 'TEXT', about: 'why you act; it is kept with your name: name no customer in it' },
      body: { value: 'BODY', about: 'masked or whole: asking for the whole is kept', default: 'masked' },
      output: { value: 'FORMAT', about: 'text or json', default: 'text', oneOf: () => ['text', 'json'] },
    },
  },
  async (paths, options, [action, id]) => {
    const registry = await discoverRegistry();
    const only = action === 'again' ? undefined : options.service; // its publisher is asked, too
    const client = new HospitalClient(operatorAccess(paths, registry, options.url), registry, only);
    await runHospital(client, action, id, options);
  },
);
