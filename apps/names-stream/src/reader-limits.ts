import { Full, limitExhausted } from '#libs/service';
import { Injectable } from '@nestjs/common';
import { NamesStreamConfig } from './names-stream.config.js';

/** Seconds after which a refused reader may ask again. */
const RETRY_AFTER_S = 5;

/** The places that readers take in this process: a limited number in all, and for each network address. */
@Injectable()
export class ReaderLimits {
  private taken = 0;
  private readonly takenFrom = new Map<string, number>();

  constructor(private readonly config: NamesStreamConfig) {}

  /**
   * Takes a place.
   * @returns gives the place back
   * @throws Refusal when the network address has too many (429), or none is left (503)
   */
  take(address: string): () => void {
    const taken = this.takenFrom.get(address) ?? 0;
    if (taken >= this.config.READERS_PER_ADDRESS)
      throw limitExhausted(
        'readers-per-address',
        `q=${taken};qu="concurrent-requests"`,
        RETRY_AFTER_S,
        tryAgain(`Your network address has ${taken} readers already`),
      );
    if (this.taken >= this.config.READERS)
      throw Full.refusal(tryAgain('There are too many readers at once'), {
        retryAfter: RETRY_AFTER_S,
      });
    this.add(address, 1);
    return () => this.add(address, -1);
  }

  private add(address: string, more: 1 | -1): void {
    this.taken += more;
    const taken = (this.takenFrom.get(address) ?? 0) + more;
    if (taken) this.takenFrom.set(address, taken);
    else this.takenFrom.delete(address);
  }
}

const tryAgain = (what: string): string => `${what}: close one, or try again in ${RETRY_AFTER_S} seconds.`;
