import { fileOf, type Pact } from '#tooling/pacts';
import {
  lineOf,
  type State,
  type Stub,
  stubsFor,
  judge,
  nearest,
  type Overlay,
  type Asked,
} from '#tooling/stubs';
import { type Mountebank } from '#tooling/third-parties';
import { Understudy } from './stubbed-api.js';

/** A stub with what Mountebank keeps of it. */
interface Played extends Stub {
  matches?: { request: Asked; responseConfig: Stub['responses'][number] }[];
}

/** How many requests without an answer are explained: one of them is enough to go on with. */
const EXPLAINED = 3;

/** A service of ours that is not there, played by its pact. */
export class Neighbour extends Understudy {
  /** The interactions that were played, by their names. */
  private readonly played = new Set<string>();
  /** What no stub answered, by its text. */
  private readonly unknown = new Map<string, Asked>();
  private readonly expected = new Set<string>();

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

  /**
   * For this one path these provider states hold; for every other, what held before.
   * @throws Error when the pact has no such state
   */
  givenAt(path: string, ...states: State[]): Promise<void> {
    const there = stubsFor(this.pact, states).filter(({ _pact }) => _pact);
    const narrowed = there.map(({ predicates = [], ...stub }) => ({
      ...stub,
      predicates: [{ equals: { path }, caseSensitive: true }, ...predicates],
    }));
    this.stubs = [...narrowed, ...this.stubs];
    return this.normal();
  }

  /** What no stub answered so far; a test that looks at it expects it, any other fails of it in the end. */
  async unanswered(): Promise<Asked[]> {
    await this.collect();
    for (const text of this.unknown.keys()) this.expected.add(text);
    return [...this.unknown.values()];
  }

  override async suffer(...bad: Overlay[]): Promise<void> {
    await this.collect();
    await super.suffer(...bad);
  }

  /** The interactions that were played on a good day, a line for each. */
  async exercised(): Promise<string[]> {
    await this.collect();
    return [...this.played].map((name) => lineOf(this.pact, name));
  }

  /** What its consumer asked that is not in the pact, and what Pact itself has against all else that it asked. */
  async complaints(mountebank: Mountebank): Promise<string[]> {
    await this.collect();
    const unexpected = [...this.unknown].filter(([text]) => !this.expected.has(text));
    const stubs = stubsFor(this.pact);
    const explained = unexpected
      .slice(0, EXPLAINED)
      .map(([, asked]) => nearest(mountebank, stubs, asked).then((why) => `no stub answers: ${why}`));
    const answered = (await this.requests()).filter((asked) => !this.unknown.has(textOf(asked)));
    const all = [...(await Promise.all(explained)), ...(await judge(this.pact, answered))];
    return all.map((complaint) => `${fileOf(this.pact)}: ${complaint}`);
  }

  /** Mountebank forgets what its stubs answered with the stubs. */
  private async collect(): Promise<void> {
    for (const { _pact, matches = [] } of await this.imposter.stubs<Played>()) {
      for (const { request, responseConfig } of matches) {
        if (!_pact) this.unknown.set(textOf(request), request);
        else if (!responseConfig._overlay) this.played.add(_pact.interaction);
      }
    }
  }
}

const textOf = ({ method, path, query, headers, body }: Asked): string =>
  JSON.stringify([method, path, query, headers, body]);
