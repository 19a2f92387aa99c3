import { Full } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable, type MessageEvent, type OnModuleDestroy } from '@nestjs/common';
import {
  defer,
  distinctUntilChanged,
  exhaustMap,
  finalize,
  interval,
  map,
  merge,
  type Observable,
  ReplaySubject,
  share,
  Subject,
  takeUntil,
  timer,
} from 'rxjs';
import { Glances } from './glance.js';
import { MonitorConfig } from './monitor.config.js';

/** Seconds after which a refused reader may ask again. */
const RETRY_AFTER_S = 5;

/** Tells readers what operators see at a glance, whenever it changes. However many they are, it is counted once for all of them. */
@Injectable()
export class Live implements OnModuleDestroy {
  /** The readers, each by its token. Nothing is counted while there is none. */
  private readonly readers = new Map<symbol, string>();
  private readonly stopping = new Subject<void>();
  private readonly news: Observable<string>;

  constructor(
    glances: Glances,
    private readonly config: MonitorConfig,
    { metrics }: Telemetry,
  ) {
    metrics.gauge('monitor_live_readers', 'Readers of /live connected now', [], async () => [
      [{}, this.readers.size],
    ]);
    this.news = timer(0, config.LIVE_EVERY).pipe(
      exhaustMap(() => glances.now([...this.readers.values()].at(-1) ?? '')),
      map((glance) => JSON.stringify(glance)),
      distinctUntilChanged(),
      share({ connector: () => new ReplaySubject(1) }), // a new reader gets what the others know
    );
  }

  /**
   * What one reader is told, until its token ends.
   * @throws Refusal (503) when there are too many readers
   */
  open(token: string, expiresAt: Date): Observable<MessageEvent> {
    if (this.readers.size >= this.config.LIVE_READERS)
      throw Full.refusal(
        `There are too many readers at once: close one, or try again in ${RETRY_AFTER_S} seconds.`,
        { retryAfter: RETRY_AFTER_S },
      );
    const reader = Symbol();
    return defer(() => {
      this.readers.set(reader, token);
      return merge(
        this.news.pipe(map((data) => ({ data }))),
        interval(this.config.HEARTBEAT).pipe(map(() => ({ comment: '' }))),
      ).pipe(
        takeUntil(merge(this.stopping, timer(expiresAt))),
        finalize(() => this.readers.delete(reader)),
      );
    });
  }

  /** Runs before the server waits for its connections to end. */
  onModuleDestroy(): void {
    this.stopping.next();
  }
}
