import { fileOf, PACTS, readPacts } from '#tooling/pacts';
import { imposterOf, type State, type Stub, silence } from '#tooling/stubs';
import { type Imposter, type Mountebank } from '#tooling/third-parties';
import { Neighbour } from './stubbed-provider.js';
import { Understudy } from './stubbed-api.js';

/** Whose pact an understudy plays by, and in which states. */
export interface Cast {
  consumer: string;
  states?: State[];
  /** Where the pacts are, unless they are the accepted ones. */
  folder?: string;
}

/** The understudies of one stage. */
export class Understudies {
  private house?: Promise<House>;
  private readonly neighbours: Neighbour[] = [];

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
    const neighbour = new Neighbour(pact, ...(await this.cast(imposterOf(pact, states))));
    this.neighbours.push(neighbour);
    return neighbour;
  }

  /** A third party as this imposter describes it. */
  async outside(imposter: Imposter): Promise<Understudy> {
    return new Understudy(...(await this.cast(imposter)));
  }

  /**
   * Ends the play.
   * @returns the interactions that were played on a good day, a line for each
   * @throws Error when a neighbour was asked what is not in its pact, or otherwise than its pact says
   */
  async close(): Promise<string[]> {
    const house = await this.house;
    if (!house) return [];
    try {
      const complaints = await Promise.all(this.neighbours.map((one) => one.complaints(house.mountebank)));
      if (complaints.flat().length)
        throw new Error(
          ['Neighbours were asked what their pacts do not say.', ...complaints.flat()].join('\n  '),
        );
      return (await Promise.all(this.neighbours.map((one) => one.exercised()))).flat();
    } finally {
      await house.leave();
    }
  }

  private async cast(imposter: Imposter): Promise<ConstructorParameters<typeof Understudy>> {
    this.house ??= House.enter();
    const { mountebank, silentUrl } = await this.house;
    const running = await mountebank.add({ ...imposter, recordRequests: true });
    return [running, (imposter.stubs ?? []) as Stub[], silentUrl];
  }
}

/** A process has one Mountebank: all of its stages play there, from the first understudy to the last. */
class House {
  private static guests = 0;
  private static house?: Promise<House> | undefined;
  private static closing?: Promise<void>;

  private constructor(
    readonly mountebank: Mountebank,
    readonly silentUrl: string,
  ) {}

  static enter(): Promise<House> {
    House.guests++;
    return (House.house ??= House.open());
  }

  async leave(): Promise<void> {
    if (--House.guests) return;
    House.house = undefined;
    await (House.closing = this.mountebank.stop());
  }

  private static async open(): Promise<House> {
    await House.closing;
    const { Mountebank } = await import('#tooling/third-parties');
    const mountebank = await Mountebank.start({ debug: true });
    const { port } = await mountebank.add(silence);
    return new House(mountebank, `http://127.0.0.1:${port}`);
  }
}
