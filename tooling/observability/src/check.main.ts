import { check } from './check.js';
import { GET_PROMETHEUS, hasPromtool } from './promtool.js';

const results = Object.entries(await check(process.cwd()));
for (const [name, findings] of results) {
  console.log(`${findings.length ? 'FAILED' : 'ok    '}  ${name}`);
  for (const finding of findings) console.log(`        ${finding}`);
}
const well = results.filter(([, findings]) => !findings.length).length;
if (!hasPromtool())
  console.log(`SKIPPED promtool agrees: there is no promtool on this machine; ${GET_PROMETHEUS}`);
console.log(`observability: ${well} of ${results.length} ok`);
process.exitCode = well === results.length ? 0 : 1;
