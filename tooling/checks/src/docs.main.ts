import { commandFindings } from './docs/check-commands.ts';
import { guaranteeFindings } from './docs/check-guarantees.ts';

const findings = [...commandFindings(process.cwd()), ...guaranteeFindings(process.cwd())];
for (const finding of findings) console.log(finding);
process.exitCode = findings.length ? 1 : 0;
