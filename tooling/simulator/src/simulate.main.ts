import * as core from '#libs/messaging';
import { Random } from './random.js';
import { scenarioOf } from './scenario.js';
import { Simulation } from './simulation.js';

const [from = 1, count = 1000] = process.argv.slice(2).map(Number);
const began = performance.now();
let bad = 0,
  steps = 0;
for (let seed = from; seed < from + count; seed++) {
  const scenario = scenarioOf(seed, new Random(seed));
  const { violations, history } = await new Simulation(core, scenario).run();
  steps += history.length;
  if (violations.length && bad++ < 3) {
    console.log(seed, violations, JSON.stringify(scenario));
    if (count === 1) console.log(history.join('\n'));
  }
}
const s = (performance.now() - began) / 1000;
console.log(
  `${count} histories, ${bad} bad, ${(steps / count).toFixed(0)} steps each, ${((count / s) * 60).toFixed(0)} a minute`,
);
