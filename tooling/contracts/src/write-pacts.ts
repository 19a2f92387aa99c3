import { differences, fileOf, type Pact, parsePact, readPacts } from '#tooling/pacts';
import { runSpecs } from './run-specs.js';

/** A pair of services, with what its consumer writes now and what was accepted. */
interface Written {
  file: string;
  /** As it was written, if it was. */
  text: string | undefined;
  /** What would have to change in the accepted pact. */
  changes: string[];
}

/** Runs the consumer pact specs of these services, or of all, into an empty folder. */
export function writePacts(consumers: string[], pacts: string): { passed: boolean; written: Written[] } {
  const { passed, left } = runSpecs('consumer-pact', consumers, (accept) => ({ accept }));
  const accepted = readPacts(pacts).filter(
    ({ consumer }) => !consumers.length || consumers.includes(consumer.name),
  );
  const before = new Map<string, Pact>(accepted.map((pact) => [fileOf(pact), pact]));
  const files = [...new Set([...left.keys(), ...before.keys()])].sort();
  const written = files.map((file) => {
    const text = left.get(file);
    return { file, text, changes: differences(text ? parsePact(text, file) : undefined, before.get(file)) };
  });
  return { passed, written };
}
