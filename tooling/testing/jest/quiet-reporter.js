/** What a failure looks like on a terminal: red text, and the words of Pact's reports. */
const FAILURE = /\[(?:\d+;)*31m|\bFAILED\b|Verification (?:failed|unsuccessful)|\bpact failures\b/;
/** How many lines an error quotes. */
const QUOTED = 10;

/**
 * Fails a run whose tests all pass although something printed a failure: readers stop looking at red lines that mean
 * nothing. The output of workers goes through Jest's process, so this sees what their native code prints, too.
 */
export default class QuietReporter {
  #streams;
  #restore = [];
  #failures = [];
  #error;

  constructor(_globalConfig, { streams = [process.stdout, process.stderr] } = {}) {
    this.#streams = streams;
  }

  onRunStart() {
    this.#restore = this.#streams.map((stream) => this.#listenTo(stream));
    this.#failures = [];
    this.#error = undefined;
  }

  onRunComplete(_contexts, { numFailedTests, numRuntimeErrorTestSuites }) {
    for (const restore of this.#restore) restore();
    if (numFailedTests || numRuntimeErrorTestSuites || !this.#failures.length) return;
    const quoted = this.#failures.slice(0, QUOTED).join('\n  ');
    this.#error = new Error(
      `All tests pass, but the output has lines that look like failures (${this.#failures.length}). Print them only when a test fails:\n  ${quoted}`,
    );
    this.#streams.at(-1)?.write(`${this.#error.message}\n`);
  }

  /** Jest exits with 1 when a reporter has an error. */
  getLastError() {
    return this.#error;
  }

  /** Returns how to stop listening. */
  #listenTo(stream) {
    const { write } = stream;
    let rest = '';
    stream.write = (chunk, ...others) => {
      const lines = (rest + String(chunk)).split('\n'); // a chunk may end within a line
      rest = lines.pop();
      this.#failures.push(...lines.filter((line) => FAILURE.test(line)));
      return write.call(stream, chunk, ...others);
    };
    return () => (stream.write = write);
  }
}
