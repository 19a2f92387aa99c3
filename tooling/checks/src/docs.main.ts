import { commandFindings } from './docs/check-commands.ts';

const findings = commandFindings(process.cwd());
for (const finding of findings) console.log(finding);
process.exitCode = findings.length ? 1 : 0;
