/** Does one step of a check, and prints what it was and how long it took. @throws whatever it throws */
export async function step(what: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  console.log(`ok  ${what}  ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
