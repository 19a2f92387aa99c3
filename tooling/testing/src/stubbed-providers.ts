import { pactFileName, PACTS, readPact } from '#tooling/pacts';
import { blackHole, imposterOf, ProviderDocument, type State, type Stub } from '#tooling/stubs';
import type { Imposter, Mountebank } from '#tooling/mountebank';
import { StubbedApi } from './stubbed-api.js';
import { StubbedProvider } from './stubbed-provider.js';

/** Which pact a stubbed provider answers by, and in which states. */
export interface StubSpecification {
  consumer: string;
  /** The provider states that hold; without them, each request gets the answer with the lowest status. */
  states?: State[];
  /** The folder of the pacts, unless it is that of the accepted ones. */
  folder?: string;
  /** The folder of the providers' OpenAPI documents, unless it is that of the accepted ones. */
  documents?: string;
}

/** The stubbed providers and APIs of one test environment. */
export class StubbedProviders {
  private mountebank?: Promise<SharedMountebank>;
  private readonly providers: StubbedProvider[] = [];

  /**
   * Stubs a provider by its pact with `consumer`.
   * @throws Error when there is no such pact, or the pact has no such state
   */
  async stubProvider(
    provider: string,
    { consumer, states, folder = PACTS, documents }: StubSpecification,
  ): Promise<StubbedProvider> {
    const pair = { consumer: { name: consumer }, provider: { name: provider } };
    const pact = readPact(pair, folder);
    if (!pact)
      throw new Error(
        `${folder}/${pactFileName(pair)} does not exist: write a consumer pact spec of ${consumer} first, then run npm run contracts:update.`,
      );
    const document = ProviderDocument.read(provider, documents);
    const stubbed = new StubbedProvider(
      pact,
      document,
      ...(await this.add(imposterOf(pact, states, document))),
    );
    this.providers.push(stubbed);
    return stubbed;
  }

  /** Stubs an HTTP API by an imposter. */
  async stubApi(imposter: Imposter): Promise<StubbedApi> {
    return new StubbedApi(...(await this.add(imposter)));
  }

  /**
   * Removes the stubs.
   * @returns a line for each interaction that was answered without a fault
   * @throws Error when a provider received a request that does not match its pact
   */
  async close(): Promise<string[]> {
    const shared = await this.mountebank;
    if (!shared) return [];
    try {
      const mismatches = await Promise.all(
        this.providers.map((provider) => provider.mismatches(shared.mountebank)),
      );
      if (mismatches.flat().length)
        throw new Error(
          ['Stubbed providers received requests that do not match their pacts.', ...mismatches.flat()].join(
            '\n  ',
          ),
        );
      return (await Promise.all(this.providers.map((provider) => provider.coveredInteractions()))).flat();
    } finally {
      await shared.release();
    }
  }

  private async add(imposter: Imposter): Promise<ConstructorParameters<typeof StubbedApi>> {
    this.mountebank ??= SharedMountebank.acquire();
    const { mountebank, blackHoleUrl } = await this.mountebank;
    const running = await mountebank.add({ ...imposter, recordRequests: true });
    return [running, (imposter.stubs ?? []) as Stub[], blackHoleUrl];
  }
}

/** The one Mountebank of a process. It runs from the first `acquire` to the last `release`. */
class SharedMountebank {
  private static users = 0;
  private static running?: Promise<SharedMountebank> | undefined;
  private static closing?: Promise<void>;

  private constructor(
    readonly mountebank: Mountebank,
    readonly blackHoleUrl: string,
  ) {}

  static acquire(): Promise<SharedMountebank> {
    SharedMountebank.users++;
    return (SharedMountebank.running ??= SharedMountebank.start());
  }

  async release(): Promise<void> {
    if (--SharedMountebank.users) return;
    SharedMountebank.running = undefined;
    await (SharedMountebank.closing = this.mountebank.stop());
  }

  private static async start(): Promise<SharedMountebank> {
    await SharedMountebank.closing;
    const { Mountebank } = await import('#tooling/mountebank');
    const mountebank = await Mountebank.start({ debug: true });
    const { port } = await mountebank.add(blackHole);
    return new SharedMountebank(mountebank, `http://127.0.0.1:${port}`);
  }
}
