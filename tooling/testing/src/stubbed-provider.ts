import { type Pact, pactFileName } from '#tooling/pacts';
import {
  coverageLine,
  explainMismatch,
  type Fault,
  type ProviderDocument,
  type RecordedRequest,
  replayAtPact,
  type State,
  type Stub,
  stubsFor,
} from '#tooling/stubs';
import type { Mountebank } from '#tooling/mountebank';
import { StubbedApi } from './stubbed-api.js';

/** A stub with the matches that Mountebank records for it. */
interface MatchedStub extends Stub {
  matches?: { request: RecordedRequest; responseConfig: Stub['responses'][number] }[];
}

/** How many unanswered requests an error explains: the first ones show the cause. */
const EXPLAINED = 3;

/** A provider that a test stubs by its pact with the service under test. */
export class StubbedProvider extends StubbedApi {
  /** The names of the interactions that were answered without a fault. */
  private readonly covered = new Set<string>();
  /** Requests that no stub answered, by their text. */
  private readonly unmatched = new Map<string, RecordedRequest>();
  private readonly expectedUnmatched = new Set<string>();
  /** Requests that a stub answered as a success, by their text. */
  private readonly taken = new Map<string, RecordedRequest>();

  constructor(
    private readonly pact: Pact,
    /** What the provider itself says of requests, if it has a document. */
    private readonly document: ProviderDocument | undefined,
    ...api: ConstructorParameters<typeof StubbedApi>
  ) {
    super(...api);
  }

  /**
   * Replaces the provider states that hold, and removes injected faults.
   * @throws Error when the pact has no such state
   */
  given(...states: State[]): Promise<void> {
    this.stubs = stubsFor(this.pact, states, this.document);
    return this.recover();
  }

  /**
   * Makes these provider states hold for one path; every other path keeps its states.
   * @throws Error when the pact has no such state
   */
  givenAt(path: string, ...states: State[]): Promise<void> {
    const narrowed = stubsFor(this.pact, states, this.document)
      .filter(({ predicates }) => predicates)
      .map(({ predicates = [], ...stub }) => ({
        ...stub,
        predicates: [{ equals: { path }, caseSensitive: true }, ...predicates],
      }));
    this.stubs = [...narrowed, ...this.stubs];
    return this.recover();
  }

  /** The requests that no stub answered so far. A test that reads them expects them; in any other test they fail it. */
  async unanswered(): Promise<RecordedRequest[]> {
    await this.collect();
    for (const text of this.unmatched.keys()) this.expectedUnmatched.add(text);
    return [...this.unmatched.values()];
  }

  override async inject(...injected: Fault[]): Promise<void> {
    await this.collect();
    await super.inject(...injected);
  }

  /** One line for each interaction that was answered without a fault. */
  async coveredInteractions(): Promise<string[]> {
    await this.collect();
    return [...this.covered].map((name) => coverageLine(this.pact, name));
  }

  /**
   * Every request that the pact does not contain, every mismatch that Pact's own mock server finds in the others, and
   * those that the provider refuses by a rule of its own document that predicates cannot say.
   */
  async mismatches(mountebank: Mountebank): Promise<string[]> {
    await this.collect();
    const unexpected = [...this.unmatched].filter(([text]) => !this.expectedUnmatched.has(text));
    const explained = unexpected.slice(0, EXPLAINED).map(([, request]) => this.explain(mountebank, request));
    const answered = (await this.requests()).filter((request) => !this.unmatched.has(textOf(request)));
    const refused = [...this.taken.values()].flatMap((request) => this.refusalOf(request) ?? []);
    const all = [...(await Promise.all(explained)), ...refused, ...(await replayAtPact(this.pact, answered))];
    return all.map((mismatch) => `${pactFileName(this.pact)}: ${mismatch}`);
  }

  /** Why no stub answers a request, and what to do: only what the provider takes belongs in the pact. */
  private async explain(mountebank: Mountebank, request: RecordedRequest): Promise<string> {
    const refusal = this.refusalOf(request);
    if (refusal) return `no stub answers: ${refusal}`;
    const nearest = await explainMismatch(mountebank, stubsFor(this.pact), request);
    const { consumer, provider } = this.pact;
    const spec = `apps/${consumer.name}/test/${provider.name}.consumer-pact-spec.ts`;
    const advice = this.document ? `; ${provider.name} takes it, so expect it in ${spec}` : '';
    return `no stub answers: ${nearest}${advice}`;
  }

  private refusalOf(request: RecordedRequest): string | undefined {
    const refusal = this.document?.refusalOf(request);
    return refusal && `${request.method} ${request.path}: ${refusal}`;
  }

  /** Reads what Mountebank recorded; it forgets the matches of a stub when the stub is replaced. */
  private async collect(): Promise<void> {
    for (const { _pact, matches = [] } of await this.imposter.stubs<MatchedStub>()) {
      for (const { request, responseConfig } of matches) {
        if (!_pact) this.unmatched.set(textOf(request), request);
        else if (!responseConfig._fault) {
          this.covered.add(_pact.interaction);
          if (responseConfig.is?.statusCode < 400) this.taken.set(textOf(request), request);
        }
      }
    }
  }
}

const textOf = ({ method, path, query, headers, body }: RecordedRequest): string =>
  JSON.stringify([method, path, query, headers, body]);
