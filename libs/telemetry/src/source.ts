/** Longest wait of a scrape for one source, in milliseconds: shorter than any scrape interval that makes sense. */
const SOURCE_MS = 900;

/**
 * What several gauges are read from, once a scrape. A source that fails or does not answer in time has no value, so that a
 * scrape always ends; while it still answers, it is not asked again.
 */
export class Source<T> {
  private asking?: Promise<T>;
  private answer?: Promise<T | undefined>;

  /** @param onMissing called once for each scrape that goes on without this source */
  constructor(
    private readonly ask: () => Promise<T>,
    private readonly onMissing: () => void,
    private readonly limitMs = SOURCE_MS,
  ) {}

  /** The value for the scrape that runs now; undefined when there is none. */
  read(): Promise<T | undefined> {
    return (this.answer ??= this.readOnce().finally(() => delete this.answer));
  }

  private async readOnce(): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('too late')), this.limitMs);
    });
    try {
      return await Promise.race([(this.asking ??= this.start()), late]);
    } catch {
      this.onMissing();
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  private start(): Promise<T> {
    const asking = this.ask().finally(() => delete this.asking);
    asking.catch(() => {}); // it may fail when nobody waits for it any more
    return asking;
  }
}
