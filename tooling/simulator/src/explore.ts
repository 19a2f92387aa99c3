import { Random } from './random.js';
import { type Scenario, scenarioOf } from './scenario.js';
import { type MessagingCore, Simulation } from './simulation.js';

/** A history that violates an invariant. */
export interface Failure {
  scenario: Scenario;
  violations: string[];
  history: string[];
}

/** The scenario that a seed stands for. */
export const scenarioOfSeed = (seed: number): Scenario => scenarioOf(seed, new Random(seed));

/** Runs one scenario. @returns its failure, if an invariant is violated */
export async function failureOf(core: MessagingCore, scenario: Scenario): Promise<Failure | undefined> {
  const { violations, history } = await new Simulation(core, scenario).run();
  return violations.length ? { scenario, violations, history } : undefined;
}

/**
 * Runs the histories of consecutive seeds until one fails.
 * @returns the failure, if there is one, and how many histories were run
 */
export async function explore(
  core: MessagingCore,
  firstSeed: number,
  histories: number,
): Promise<{ failure: Failure | undefined; histories: number }> {
  for (let run = 0; run < histories; run++) {
    const failure = await failureOf(core, scenarioOfSeed(firstSeed + run));
    if (failure) return { failure, histories: run + 1 };
  }
  return { failure: undefined, histories };
}

/** Every scenario that is a little smaller: an incident less, a fault of the network less, a process less. */
function smallerThan(scenario: Scenario): Scenario[] {
  const { incidents, faults, replicas } = scenario;
  const quiet = { lostAnswers: 0, latencyMs: 2, duplicates: 0, lostLeases: 0 };
  return [
    ...incidents.map((_, at) => ({
      ...scenario,
      incidents: incidents.filter((_one, other) => other !== at),
    })),
    ...(replicas > 1 ? [{ ...scenario, replicas: replicas - 1 }] : []),
    ...(Object.keys(quiet) as (keyof typeof quiet)[])
      .filter((fault) => faults[fault] !== quiet[fault])
      .map((fault) => ({ ...scenario, faults: { ...faults, [fault]: quiet[fault] } })),
  ];
}

/** The smallest scenario found that still fails. */
export async function shrink(core: MessagingCore, failure: Failure): Promise<Failure> {
  for (const smaller of smallerThan(failure.scenario)) {
    const found = await failureOf(core, smaller);
    if (found) return shrink(core, found);
  }
  return failure;
}
