import { causesOf, type Pact, pactFileName, type Verification } from '#tooling/pacts';
import type { VerifiedPact } from './verify-selected.js';

/** What a verification came to. */
interface VerificationSummary {
  /** How many pacts are kept, of those that have to be; a pending pact that is kept counts, too. */
  well: number;
  of: number;
  isWell: boolean;
  /** A line for each cause, and for each pact of which more is to say. */
  lines: string[];
}

/**
 * Judges the results. A pending pact fails nothing, but something must have been verified.
 * @param here pacts of the work tree, whose providers may have no spec
 * @param providers the providers that have a spec
 */
export function summaryOf(results: VerifiedPact[], here: Pact[], providers: string[]): VerificationSummary {
  const orphans = here.filter(({ provider }) => !providers.includes(provider.name));
  const kept = results.filter(({ verification }) => verification?.success);
  const binding = results.filter(({ pending }) => !pending);
  const failing = results.filter(({ verification }) => verification && !verification.success);
  const unverified = [
    ...results.filter(({ verification }) => !verification).map(({ pact }) => pact),
    ...orphans,
  ];
  const of = binding.length + kept.filter(({ pending }) => pending).length + orphans.length;
  return {
    well: kept.length,
    of,
    isWell: results.length > 0 && kept.length === of && !unverified.length,
    lines: [
      ...unverified.map((pact) => `${pactFileName(pact)}: ${pact.provider.name} did not verify it`),
      ...causesOf(verificationsOf(failing.filter(({ pending }) => !pending))),
      ...causesOf(verificationsOf(failing.filter(({ pending }) => pending))).map((one) => `pending: ${one}`),
      ...failing.filter(({ of }) => of !== 'in the work tree').map((one) => `not kept: ${nameOf(one)}`),
      ...kept
        .filter(({ pending }) => pending)
        .map((one) =>
          one.isAsked
            ? `kept: ${nameOf(one)}`
            : `kept for the first time: ${nameOf(one)}; a failure counts from now on`,
        ),
    ],
  };
}

const verificationsOf = (results: VerifiedPact[]): Verification[] =>
  results.flatMap(({ verification }) => verification ?? []);

const nameOf = ({ pact, of }: VerifiedPact): string =>
  `the pact of ${pact.consumer.name} with ${pact.provider.name}, ${of}`;
