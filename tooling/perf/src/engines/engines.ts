import { hasRabbitmq, GET_RABBITMQ } from '#tooling/rabbitmq';
import { UserError } from '#tooling/platform';
import { HopTimer } from '../event-hop/hop.js';
import { Arm } from './arm.js';
import { compare } from './hops.js';

const ROUNDS = 3;

/**
 * Prints what each engine costs, side by side: an event hop, the draining of a queue, memory, and how soon events flow after
 * a crash.
 * @param events how many queue for the drain
 * @throws UserError when this machine has no RabbitMQ
 */
export async function benchmarkEngines(events: number): Promise<number> {
  if (!hasRabbitmq) throw new UserError(`This machine has no RabbitMQ server: ${GET_RABBITMQ}.`);
  const arms = [await Arm.open('PostgreSQL'), await Arm.open('RabbitMQ')] as const;
  try {
    await printHops(...arms);
    console.log(`${events} events that queue`.padEnd(30) + 'events/s   CPU ms an event: consumer, servers');
    for (let round = 0; round < ROUNDS; round++)
      for (const arm of arms) {
        const { eventsPerSecond, consumerMs, serversMs } = await arm.drain(events);
        const figures = [eventsPerSecond.toFixed(0), consumerMs.toFixed(2), serversMs.toFixed(2)];
        console.log(`  ${arm.name}`.padEnd(28) + figures.map((one) => one.padStart(10)).join(''));
      }
    console.log('\nmemory of all servers, MiB');
    for (const arm of arms)
      console.log(`  ${arm.name}`.padEnd(28) + (await arm.mib()).toFixed(0).padStart(10));
    console.log('\nfrom a crash to the next event, s');
    const timer = new HopTimer();
    for (let round = 0; round < ROUNDS; round++)
      for (const arm of arms)
        console.log(`  ${arm.name}`.padEnd(28) + (await arm.recovery(timer)).toFixed(1).padStart(10));
    return 0;
  } finally {
    await Promise.all(arms.map((arm) => arm.close()));
  }
}

async function printHops(postgres: Arm, rabbitmq: Arm): Promise<void> {
  const timer = new HopTimer();
  const hops = [await rabbitmq.hop(timer), await postgres.hop(timer)] as const;
  console.log('an event hop, ms     p50      p95      p99');
  await compare(...hops, timer);
  await Promise.all(hops.map((hop) => hop.stop()));
}
