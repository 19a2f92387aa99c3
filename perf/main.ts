import { newCustomer } from './lib/customers.js';
import { Journey } from './lib/journey.js';
import type { Data, Part } from './lib/load.js';
import { optionsOf } from './lib/options.js';
import { recordsInStock, untilForSale } from './lib/records.js';
import { scenario as birthScenario } from './scenarios/birth.js';
import { scenario as browseScenario } from './scenarios/browse.js';
import { scenario as burstScenario } from './scenarios/burst.js';
import { scenario as buyScenario } from './scenarios/buy.js';
import { scenario as logInScenario } from './scenarios/log-in.js';
import { scenario as mixed } from './scenarios/mixed.js';
import { scenario as readCustomerScenario } from './scenarios/read-customer.js';
import { scenario as redeemScenario } from './scenarios/redeem.js';
import { scenario as signUpScenario } from './scenarios/sign-up.js';
import { scenario as streamScenario } from './scenarios/stream.js';
import { scenario as topTenScenario } from './scenarios/top-ten.js';
import { workload as breakpoint } from './workloads/breakpoint.js';
import { workload as load } from './workloads/load.js';
import { workload as smoke } from './workloads/smoke.js';
import { workload as soak } from './workloads/soak.js';
import { workload as spike } from './workloads/spike.js';
import { workload as stress } from './workloads/stress.js';

export { birth } from './scenarios/birth.js';
export { browse } from './scenarios/browse.js';
export { burst } from './scenarios/burst.js';
export { buy } from './scenarios/buy.js';
export { logIn } from './scenarios/log-in.js';
export { readCustomer } from './scenarios/read-customer.js';
export { redeem } from './scenarios/redeem.js';
export { signUp } from './scenarios/sign-up.js';
export { stream } from './scenarios/stream.js';
export { topTen } from './scenarios/top-ten.js';

/** By the names of their files. */
const SCENARIOS = {
  birth: birthScenario,
  browse: browseScenario,
  burst: burstScenario,
  buy: buyScenario,
  'log-in': logInScenario,
  mixed,
  'read-customer': readCustomerScenario,
  redeem: redeemScenario,
  'sign-up': signUpScenario,
  stream: streamScenario,
  'top-ten': topTenScenario,
};
const WORKLOADS = { breakpoint, load, smoke, soak, spike, stress };

/** The parts that need what exists before. */
const OF_CUSTOMERS: Part[] = ['logIn', 'readCustomer', 'redeem', 'buy'];
const OF_RECORDS: Part[] = ['browse', 'buy'];
const CUSTOMERS = 10;

const scenario = named(SCENARIOS, __ENV.SCENARIO);
const workload = named(WORKLOADS, __ENV.WORKLOAD);
const objectives = JSON.parse(__ENV.THRESHOLDS ?? '{}') as Record<string, string[]>;

export const options = optionsOf(scenario, workload, objectives);

export function setup(): Data {
  const has = (parts: Part[]) => parts.some((part) => part in scenario.perMinute);
  const customers = has(OF_CUSTOMERS)
    ? Array.from({ length: CUSTOMERS }, () => newCustomer(new Journey()))
    : [];
  const records = has(OF_RECORDS) ? recordsInStock(new Journey()) : [];
  if (customers[0]) untilForSale(new Journey(), customers[0].token, has(['buy']) ? records : []);
  return { customers, records };
}

/** One line among the samples, which k6 writes as lines of JSON, too. */
export function handleSummary(data: object): Record<string, string> {
  const { findsLimit = false } = workload;
  return { stdout: `${JSON.stringify({ type: 'Summary', findsLimit, data })}\n` };
}

function named<Named>(all: Record<string, Named>, name = ''): Named {
  const found = all[name];
  if (found) return found;
  throw new Error(`There is no ${name || 'such name'}: choose one of ${Object.keys(all).join(', ')}.`);
}
