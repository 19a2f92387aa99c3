import { differences, type Pact, pactFileName, parsePact, readPacts } from '#tooling/pacts';
import { runSpecs } from './run-specs.js';

/** The pact of a pair, as its specs write it now. */
interface WrittenPact {
  file: string;
  /** Undefined when no spec writes it. */
  text: string | undefined;
  /** The changes that turn the accepted pact into this one. */
  changes: string[];
}

/** Runs the consumer pact specs of these services, or of all, and compares their pacts with the accepted ones. */
export async function writePacts(
  consumers: string[],
  folder: string,
): Promise<{ passed: boolean; written: WrittenPact[] }> {
  const { passed, files } = await runSpecs('consumer-pact', consumers, (accept) => ({ accept }));
  const pacts = readPacts(folder).filter(
    ({ consumer }) => !consumers.length || consumers.includes(consumer.name),
  );
  const accepted = new Map<string, Pact>(pacts.map((pact) => [pactFileName(pact), pact]));
  const names = [...new Set([...files.keys(), ...accepted.keys()])].sort();
  const written = names.map((file) => {
    const text = files.get(file);
    const pact = text === undefined ? undefined : parsePact(text, file);
    return { file, text, changes: differences(pact, accepted.get(file)) };
  });
  return { passed, written };
}
