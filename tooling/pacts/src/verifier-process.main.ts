import { Verifier, type VerifierOptions } from '@pact-foundation/pact-core';

/*
 * A process that runs Pact's native verifier once. Its parent sends the options, and receives the results as JSON or, if
 * the verifier could not run, the reason.
 */

process.once('disconnect', () => process.kill(process.pid, 'SIGKILL')); // the native verifier's threads would delay an exit
process.once('message', async (options: VerifierOptions) => {
  process.send?.(await verify(options), () => process.exit());
});

/** A failed verification is an error whose message is the same JSON. */
async function verify(options: VerifierOptions): Promise<string> {
  try {
    return await new Verifier(options).verify();
  } catch (error) {
    return (error as Error).message;
  }
}
