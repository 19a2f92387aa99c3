import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { DIST } from '#tooling/platform';
import { imposters, strayImposters, withRequests, writeImposters, type Proof } from '#tooling/stubs';
import { PACTS } from '#tooling/pacts';
import { command } from './command.js';

/** @throws Error with what Pact said when it could not try them */
async function prove(folder: string): Promise<Proof[]> {
  const file = join(DIST, 'tooling/stubs/src/verify.js');
  const child = fork(file, [folder], { silent: true });
  const said = Promise.all([text(child.stdout!), text(child.stderr!)]);
  const proofs = once(child, 'message') as Promise<[Proof[]]>;
  const [answer] = await Promise.race([proofs, once(child, 'close').then(() => [])]);
  if (!answer) throw new Error(`the imposters could not be tried: ${(await said).join('')}`);
  return answer;
}

await command(
  'Makes an imposter of each pact that has requests, and proves that it answers as the pact says, and nothing else.',
  {
    pacts: { about: 'the folder of the pacts', default: PACTS },
    imposters: { about: 'the folder of the imposters', default: 'stubs/imposters' },
  },
  async ({ pacts, imposters: into }) => {
    const made = imposters(withRequests(pacts));
    const stray = strayImposters(into, made);
    writeImposters(into, made);
    const proofs = await prove(pacts);
    const interactions = proofs.reduce((sum, one) => sum + one.interactions, 0);
    const breaks = proofs.reduce((sum, one) => sum + one.breaks, 0);
    return {
      well: proofs.filter(({ lies }) => !lies.length).length,
      of: proofs.length,
      what: `imposters are proved, on ${interactions} interactions and ${breaks} requests that break a rule`,
      lines: [...stray.map((one) => `made anew: ${one}`), ...proofs.flatMap(({ lies }) => lies)],
      more: { interactions, breaks, stray },
    };
  },
);
