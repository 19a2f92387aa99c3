/**
 * Lets this process run on when its standard output or standard error can no longer be written: the disk is full, or
 * nobody reads the pipe any more. What it prints then is lost.
 */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
