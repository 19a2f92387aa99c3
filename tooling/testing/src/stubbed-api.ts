import { type Fault, faults, type RecordedRequest, type Stub, withFaults } from '#tooling/stubs';
import type { RunningImposter } from '#tooling/mountebank';

/** An HTTP API that Mountebank stubs: it answers as its stubs say, or fails as the test injects. */
export class StubbedApi {
  constructor(
    protected readonly imposter: RunningImposter,
    protected stubs: Stub[],
    private readonly blackHoleUrl: string,
  ) {}

  get url(): string {
    return this.imposter.url;
  }

  /** The requests received so far, oldest first. */
  requests(): Promise<RecordedRequest[]> {
    return this.imposter.requests<RecordedRequest>();
  }

  /** Removes every injected fault. */
  recover(): Promise<void> {
    return this.inject();
  }

  /** Answers again, except requests with this method, which get 503. */
  recoverExcept(method: string): Promise<void> {
    const hasMethod = ({ predicates = [] }: Stub) =>
      predicates.some(({ equals }) => equals?.method === method);
    return this.inject((stub, to) => (hasMethod(stub) ? faults.unavailable()(stub, to) : stub));
  }

  /** Replaces the injected faults; several apply together: `inject(faults.latency(500), faults.unavailable())`. */
  inject(...injected: Fault[]): Promise<void> {
    return this.imposter.replace(withFaults(this.stubs, injected, this.blackHoleUrl));
  }

  /** Delays every answer by `ms` milliseconds. */
  latency(ms: number): Promise<void> {
    return this.inject(faults.latency(ms));
  }

  /** Accepts requests and never answers. */
  timeout(): Promise<void> {
    return this.inject(faults.timeout());
  }

  /** Resets every connection. */
  reset(): Promise<void> {
    return this.inject(faults.reset());
  }

  /** Answers with random bytes. */
  garbage(): Promise<void> {
    return this.inject(faults.garbage());
  }

  /** Answers 429 with a `Retry-After` of so many seconds. */
  tooManyRequests(retryAfter?: number): Promise<void> {
    return this.inject(faults.tooManyRequests(retryAfter));
  }

  /** Answers 503 with a `Retry-After` of so many seconds. */
  unavailable(retryAfter?: number): Promise<void> {
    return this.inject(faults.unavailable(retryAfter));
  }
}
