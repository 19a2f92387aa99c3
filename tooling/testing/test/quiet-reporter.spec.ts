import { describe, expect, it } from '@jest/globals';

interface Reporter {
  onRunStart(): void;
  onRunComplete(contexts: unknown, results: object): void;
  getLastError(): Error | undefined;
}

const { default: QuietReporter } = (await import(
  new URL('../jest/quiet-reporter.js', import.meta.url).href
)) as { default: new (config: object, options: object) => Reporter };

/** Runs the reporter over what a run prints in these chunks, and returns its error and what reached the terminal. */
function report(chunks: string[], failedTests = 0): { message: string | undefined; printed: string } {
  let printed = '';
  const stream = { write: (text: string) => void (printed += text) };
  const reporter = new QuietReporter({}, { streams: [stream] });
  reporter.onRunStart();
  for (const chunk of chunks) stream.write(chunk);
  reporter.onRunComplete(undefined, { numFailedTests: failedTests, numRuntimeErrorTestSuites: 0 });
  stream.write('after the run: FAILED\n');
  return { message: reporter.getLastError()?.message, printed };
}

describe('a run whose tests pass', () => {
  it('passes when it prints no failure', () => {
    const { message, printed } = report(['customers keeps 9 of 9 interactions\n', '0 failed\n']);
    expect(message).toBeUndefined();
    expect(printed).toBe('customers keeps 9 of 9 interactions\n0 failed\nafter the run: FAILED\n');
  });

  it.each([
    ['the word FAILED', 'has a matching body (FAILED)'],
    ['red text', '\u001B[1;31mexpected 200 but was 404\u001B[0m'],
    ['a verification that fails', 'ERROR: Verification unsuccessful'],
    ['a count of failures', 'There were 5 pact failures'],
  ])('fails when it prints %s', (_, line) => {
    const { message, printed } = report([`${line.slice(0, 8)}`, `${line.slice(8)}\n`]);
    expect(message).toContain('All tests pass, but the output has lines that look like failures (1).');
    expect(message).toContain(line);
    expect(printed).toContain(`${message}\n`);
  });

  it('is left alone when a test fails, which shows everything', () => {
    expect(report(['(FAILED)\n'], 1)).toMatchObject({ message: undefined });
  });
});
