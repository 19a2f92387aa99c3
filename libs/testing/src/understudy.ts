import { fileOf, type Pact, PACTS, readPacts } from '../../../contracts/pact-file.js';
import { imposterOf, type State, type Stub, stubsFor } from '../../../stubs/generate.js';
import type { Imposter, Mountebank, RunningImposter } from '../../../stubs/mountebank.js';
import { overlays } from '../../../stubs/overlays.js';

/** A request that an understudy was sent. */
export interface Asked {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** As text. */
  body: string;
}

/** Somebody else's HTTP API, played by Mountebank: on a good day by its stubs, else as the test says. */
export class Understudy {
  constructor(
    private readonly imposter: RunningImposter,
    protected stubs: Stub[],
    private readonly replace: (stubs: Stub[]) => Promise<void>,
  ) {}

  get url(): string {
    return this.imposter.url;
  }

  /** What it was sent so far, oldest first. */
  requests(): Promise<Asked[]> {
    return this.imposter.requests<Asked>();
  }

  /** A good day again. */
  normal(): Promise<void> {
    return this.replace(this.stubs);
  }

  /** Answers as on a good day, but only after `ms` milliseconds. */
  slow(ms: number): Promise<void> {
    return this.replace(overlays.slow(this.stubs, ms));
  }

  /** Resets every connection. */
  reset(): Promise<void> {
    return this.replace(overlays.reset());
  }

  /** Answers with random bytes. */
  garbage(): Promise<void> {
    return this.replace(overlays.garbage());
  }

  /** Answers 503 with a `Retry-After` of so many seconds. */
  unavailable(retryAfter?: number): Promise<void> {
    return this.replace(overlays.unavailable(retryAfter));
  }
}

/** A service of ours that is not there, played by its pact. */
export class Neighbour extends Understudy {
  constructor(
    private readonly pact: Pact,
    ...play: ConstructorParameters<typeof Understudy>
  ) {
    super(...play);
  }

  /**
   * From now on these provider states hold, and no other.
   * @throws Error when the pact has no such state
   */
  given(...states: State[]): Promise<void> {
    this.stubs = stubsFor(this.pact, states);
    return this.normal();
  }
}

/** The understudies of one stage: one Mountebank, started with the first of them. */
export class Understudies {
  private mountebank?: Promise<Mountebank>;

  /**
   * A neighbour as its pact with `consumer` describes it.
   * @param states the provider states that hold; without them, the friendliest answer to each request
   * @throws Error when there is no such pact, or the pact has no such state
   */
  async neighbour(provider: string, { consumer, states, folder = PACTS }: Cast): Promise<Neighbour> {
    const pair = { consumer: { name: consumer }, provider: { name: provider } };
    const pact = readPacts(folder).find((one) => fileOf(one) === fileOf(pair));
    if (!pact)
      throw new Error(`${folder}/${fileOf(pair)} is not there: nobody knows what ${provider} would answer`);
    return new Neighbour(pact, ...(await this.cast(imposterOf(pact, states))));
  }

  /** A third party as this imposter describes it. */
  async outside(imposter: Imposter): Promise<Understudy> {
    return new Understudy(...(await this.cast(imposter)));
  }

  async close(): Promise<void> {
    await (await this.mountebank)?.stop();
  }

  private async cast(imposter: Imposter): Promise<ConstructorParameters<typeof Understudy>> {
    this.mountebank ??= import('../../../stubs/mountebank.js').then(({ Mountebank }) => Mountebank.start());
    const mountebank = await this.mountebank;
    const running = await mountebank.add({ ...imposter, recordRequests: true });
    const replace = async (stubs: Stub[]) => {
      const response = await fetch(`${mountebank.url}/imposters/${running.port}/stubs`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ stubs }),
      });
      if (!response.ok) throw new Error(`Mountebank refuses these stubs: ${await response.text()}`);
    };
    return [running, (imposter.stubs ?? []) as Stub[], replace];
  }
}

/** Whose pact an understudy plays by, and in which states. */
export interface Cast {
  consumer: string;
  states?: State[];
  /** Where the pacts are, unless they are the accepted ones. */
  folder?: string;
}
