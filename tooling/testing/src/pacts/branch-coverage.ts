import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';

/** A loaded script, and how often each part of it ran. */
export interface CoveredScript {
  url: string;
  /** What Node runs: the positions of `functions` are of this text. */
  source: string;
  functions: Profiler.FunctionCoverage[];
}

/**
 * Counts how often each block runs meanwhile. A function that has run before is counted as a whole, and so is one that
 * comes from the compile cache.
 * @param part of the URLs of the scripts that are looked at
 */
export async function withCoverage<Result>(
  part: string,
  run: () => Promise<Result>,
): Promise<{ result: Result; scripts: CoveredScript[] }> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
    const result = await run();
    const { result: counted } = await session.post('Profiler.takePreciseCoverage');
    await session.post('Debugger.enable'); // only now, because it slows down what runs
    const scripts = counted
      .filter(({ url }) => url.includes(part))
      .map(async ({ url, scriptId, functions }) => {
        const { scriptSource } = await session.post('Debugger.getScriptSource', { scriptId });
        return { url, source: scriptSource, functions };
      });
    return { result, scripts: await Promise.all(scripts) };
  } finally {
    session.disconnect(); // ends the count
  }
}
