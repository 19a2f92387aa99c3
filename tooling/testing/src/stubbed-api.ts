import { type Stub, laid, type Overlay, overlays, type Asked } from '#tooling/stubs';
import { type RunningImposter } from '#tooling/third-parties';

/** Somebody else's HTTP API, played by Mountebank: on a good day by its stubs, else as the test says. */
export class Understudy {
  constructor(
    protected readonly imposter: RunningImposter,
    protected stubs: Stub[],
    private readonly silentUrl: string,
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
    return this.suffer();
  }

  /** Bad days from the catalogue, one over the other: `suffer(overlays.slow(500), overlays.unavailable())`. */
  suffer(...bad: Overlay[]): Promise<void> {
    return this.imposter.replace(laid(this.stubs, bad, this.silentUrl));
  }

  /** Answers as on a good day, but only after `ms` milliseconds. */
  slow(ms: number): Promise<void> {
    return this.suffer(overlays.slow(ms));
  }

  /** Takes requests, and never answers. */
  timeout(): Promise<void> {
    return this.suffer(overlays.timeout());
  }

  /** Resets every connection. */
  reset(): Promise<void> {
    return this.suffer(overlays.reset());
  }

  /** Answers with random bytes. */
  garbage(): Promise<void> {
    return this.suffer(overlays.garbage());
  }

  /** Answers 429 with a `Retry-After` of so many seconds. */
  tooMany(retryAfter?: number): Promise<void> {
    return this.suffer(overlays.tooMany(retryAfter));
  }

  /** Answers 503 with a `Retry-After` of so many seconds. */
  unavailable(retryAfter?: number): Promise<void> {
    return this.suffer(overlays.unavailable(retryAfter));
  }
}
