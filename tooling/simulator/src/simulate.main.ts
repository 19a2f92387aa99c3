import * as core from '#libs/messaging';
import { explore, shrink } from './explore.js';
import { BROKEN_CORES, loadBrokenCore } from './broken-cores.js';

const [from = 1, count = 1000] = process.argv.slice(2).map(Number);
const began = performance.now();
const { failure, histories } = await explore(core, from, count);
const s = (performance.now() - began) / 1000;
console.log(`${histories} histories, ${((histories / s) * 60).toFixed(0)} a minute`);
if (failure) {
  const small = await shrink(core, failure);
  console.log(small.violations, JSON.stringify(small.scenario, null, 1));
  console.log(small.history.join('\n'));
}
if (process.argv.includes('--broken'))
  for (const broken of BROKEN_CORES) {
    const { failure, histories } = await explore(await loadBrokenCore(broken), 1, 1500);
    console.log(
      failure ? 'caught' : 'SURVIVED',
      broken.name,
      histories,
      failure?.violations[0],
      failure?.scenario.seed,
    );
  }
