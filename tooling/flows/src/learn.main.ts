import { launcherCommand, withServer } from '#tooling/launcher';
import { displayPath, UserError } from '#tooling/platform';

await launcherCommand(
  {
    name: 'npm run flows:learn',
    about:
      'Prints a first draft of a flow, from the events of one business process that has happened in the embedded run.\n' +
      'Save it as contracts/flows/NAME.yaml, and complete it: docs/flows.md explains the format.',
    args: [
      { name: 'ID', about: 'the correlation ID of the process' },
      { name: 'NAME', about: 'the name of the flow' },
    ],
  },
  async (paths, _options, [id, name]) => {
    const { discoverServices } = await import('#libs/service');
    const { eventsOfProcess } = await import('./happened.js');
    const { draftOf } = await import('./draft.js');
    const { MONITOR } = await import('./flow-problems.js');
    const services = await discoverServices();
    const watched = services.filter((service) => service.name !== MONITOR); // it only watches
    const events = await withServer(paths, process.env, (ownerUrl) => eventsOfProcess(ownerUrl, watched, id));
    if (!events.length)
      throw new UserError(
        `No service on ${displayPath(paths.data)} has published an event with the correlation ID ${id}: copy the id from a header X-Correlation-ID.`,
      );
    console.log(draftOf(name, events, services).trimEnd());
  },
);
