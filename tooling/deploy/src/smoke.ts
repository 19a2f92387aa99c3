import {
  forward,
  type HttpInteraction,
  type Interaction,
  interactionTitle,
  isEvent,
  isHttp,
  type Pact,
  type ProviderRequest,
  runVerifierOn,
} from '#tooling/pacts';
import { counted } from '#tooling/platform';

/** What a running instance was asked of its pacts. */
export interface Replayed {
  /** The titles of the interactions that hold. */
  kept: string[];
  /** What an instance answers otherwise, one line for each mismatch. */
  broken: string[];
  /** Requests that were not sent, by their titles, with the reason. */
  leftOut: Map<string, string>;
  /** How many interactions are events: what causes them cannot be done here. */
  events: number;
}

/** The example of the header names the consumer, and behind a full stop the person in whose name it calls. */
const EXAMPLE_TOKEN = /^Bearer (?<caller>[^\s.]+)(?<person>\.\S+)?$/;
/** What was malformed, and what nobody has heard of: the ids of examples name nothing in an environment. */
const WITHOUT_STATE = [400, 404];

const tokenIn = ({ request }: HttpInteraction) =>
  EXAMPLE_TOKEN.exec(request.headers?.Authorization?.[0] ?? '')?.groups;

/** Why a request is not sent to an instance that people may use, whose states nobody can set up. */
function reasonAgainst(interaction: HttpInteraction): string | undefined {
  const { request, response, providerStates = [] } = interaction;
  if (request.method !== 'GET') return 'it writes';
  if (tokenIn(interaction)?.person) return 'it needs a person who has logged in';
  if (!providerStates.length || WITHOUT_STATE.includes(response.status)) return undefined;
  return 'its state would have to be set up';
}

/**
 * Sends those requests of pacts to a running instance that change nothing and need nothing to be there, and has Pact's verifier judge
 * the responses. One whose caller gets no token is left out, so that a release can be deployed that brings the issuer back.
 * @param tokenOf a token with which a service calls the instance
 */
export async function replay(
  pacts: Pact[],
  url: string,
  tokenOf: (caller: string) => Promise<string>,
): Promise<Replayed> {
  const tokens = new Map<string, string>();
  const leftOut = new Map<string, string>();
  const chosen: Pact[] = [];
  for (const pact of pacts) {
    const interactions: Interaction[] = [];
    for (const interaction of pact.interactions.filter(isHttp)) {
      const reason = reasonAgainst(interaction) ?? (await tokenGap(interaction, tokens, tokenOf));
      if (reason) leftOut.set(interactionTitle(pact.consumer.name, interaction), reason);
      else interactions.push(interaction);
    }
    if (interactions.length) chosen.push({ ...pact, interactions });
  }
  const results = chosen.length ? await resultsOf(chosen, url, tokens) : [];
  return {
    kept: results.filter(({ mismatches }) => !mismatches.length).map(({ title }) => title),
    broken: results.flatMap(({ title, mismatches }) => mismatches.map((one) => `${title}: ${one}`)),
    leftOut,
    events: pacts.flatMap(({ interactions }) => interactions.filter(isEvent)).length,
  };
}

/** Gets the token that a request needs. @returns why there is none */
async function tokenGap(
  interaction: HttpInteraction,
  tokens: Map<string, string>,
  tokenOf: (caller: string) => Promise<string>,
): Promise<string | undefined> {
  const { caller } = tokenIn(interaction) ?? {};
  if (!caller || tokens.has(caller)) return undefined;
  return tokenOf(caller).then(
    (token) => void tokens.set(caller, token),
    () => `nobody gives ${caller} a token`,
  );
}

async function resultsOf(pacts: Pact[], url: string, tokens: ReadonlyMap<string, string>) {
  const withToken = (request: ProviderRequest): ProviderRequest => {
    const { caller } = EXAMPLE_TOKEN.exec(request.headers.authorization ?? '')?.groups ?? {};
    if (!caller) return request;
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${tokens.get(caller)}` } };
  };
  const provider = {
    name: pacts[0]!.provider.name,
    setUpState: () => {}, // only what holds anyway was chosen
    respond: (request: ProviderRequest) => forward(url, withToken(request)),
    eventFor: () => Promise.reject(new Error('no event was chosen')),
  };
  return (await runVerifierOn(provider, pacts)).results;
}

/** What was asked and what was not, one line each. */
export function linesOf({ kept, broken, leftOut, events }: Replayed): string[] {
  const asked = kept.length + broken.length;
  if (!asked && !leftOut.size && !events) return [];
  return [
    `${kept.length} of ${counted(asked, 'request')} of its pacts hold; ${leftOut.size} are left out, and ${counted(events, 'event')}`,
    ...[...leftOut].map(([title, reason]) => `  left out, because ${reason}: ${title}`),
  ];
}
