/** A way to break the core (tooling/simulator/src/broken-cores.ts), the service that runs it, and the fault that reveals it. */
export interface BrokenBuild {
  core: string;
  service: string;
  fault: string;
}

export const BROKEN_BUILDS: readonly BrokenBuild[] = [
  {
    core: 'acknowledge before handling',
    service: 'names-ranking',
    fault: 'a hearer is killed before and in its transaction',
  },
  {
    core: 'acknowledge although nothing was written down',
    service: 'loyalty',
    fault: 'the way to a database is cut',
  },
  {
    core: 'handle without the inbox',
    service: 'names-ranking',
    fault: 'every event is published 10 times more',
  },
  {
    core: 'mark as sent before publishing',
    service: 'names-intake',
    fault: 'the broker is down, and requests succeed',
  },
  {
    core: 'publish before the commit',
    service: 'names-intake',
    fault: 'a relay is killed while its database is slow',
  },
  {
    core: 'never sweep',
    service: 'names-intake',
    fault: 'a publisher is killed between every two steps of the outbox',
  },
  {
    core: 'remove an effect before it runs',
    service: 'postal',
    fault: 'a service is killed between every two steps of an effect outside',
  },
  {
    core: 'drop a message after its first failure',
    service: 'loyalty',
    fault: 'a service is killed between every two steps of a retry',
  },
  {
    core: 'never look for due retries again',
    service: 'loyalty',
    fault: 'a service is killed between every two steps of a retry',
  },
  {
    core: 'never count starts',
    service: 'friends',
    fault: 'a message kills its process each time, and is replayed by two operators at once',
  },
];
