import { causesOf, type Verification } from '#tooling/pacts';
import { UserError } from '#tooling/platform';
import type { Contract, Finding, Version } from './contract-store.js';

/** How many causes a finding names. */
const NAMED = 2;

/* Every store says the same things in the same words. */

export const verified = (contract: Contract): Finding => ({
  answer: 'yes',
  reason: `${nameOf(contract)}: verified`,
});

export const notVerified = (contract: Contract): Finding => ({
  answer: 'unknown',
  reason: `${nameOf(contract)}: not verified`,
  unverified: contract,
});

/** What was expected and what came stands first. */
export function notKept(contract: Contract, verification: Verification): Finding {
  const causes = causesOf([verification]);
  const more = causes.length > NAMED ? [`${causes.length - NAMED} more`] : [];
  const named = [...causes.slice(0, NAMED), ...more].join(', ');
  return { answer: 'no', reason: `${named || 'no cause is recorded'}: ${nameOf(contract)}: not kept` };
}

/** @param isEmpty whether nothing at all is deployed there */
export const notDeployed = (
  service: string,
  provider: string,
  environment: string,
  isEmpty: boolean,
): Finding => ({
  answer: 'no',
  reason: `${service} needs ${provider}, which is not in ${environment}${isEmpty ? ': nothing is recorded there' : ''}`,
});

const nameOf = ({ consumer, provider }: Contract): string => `${at(consumer)} with ${at(provider)}`;

const at = ({ service, revision }: Version): string => `${service} at ${short(revision)}`;

/** Enough of a commit to recognize it. */
export const short = (revision: string): string => revision.slice(0, 8);

/** One sentence about an environment that does not exist. */
export const noEnvironment = (name: string, known: string[]): UserError =>
  new UserError(`There is no environment ${name}; choose one of: ${known.join(', ')}.`);

/** One sentence about a service that cannot be removed. */
export const nothingToRemove = (service: string, environment: string): UserError =>
  new UserError(`${service} is not in ${environment}, so there is nothing to remove.`);
