import { PeerFailure } from '#libs/service';

/** What the shop says when a neighbour of a page does not answer. */
const NOTES = {
  catalog: 'The catalogue is not available: this is the list as we knew it last.',
  recommendations: 'Suggestions are not available at the moment.',
  loyalty: 'Your points are back soon.',
  orders: 'Ordering is not available at the moment: your cart is kept.',
  passwords: 'You are still logged in: your orders and your points are back soon.',
} as const;
export type Source = keyof typeof NOTES;

/** The neighbours that a page asks, all at once, each within the deadline of its peer. */
export class Asked {
  private readonly missing: Set<Source>;

  /** @param missing those of which it is known before that they do not answer */
  constructor(missing: readonly Source[] = []) {
    this.missing = new Set(missing);
  }

  /** What the neighbour answers; undefined when it is down. */
  async ask<Answer>(neighbour: Source, call: Promise<Answer>): Promise<Answer | undefined> {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof PeerFailure)) throw error;
      this.missing.add(neighbour);
      return undefined;
    }
  }

  /** Those that did not answer, in the order of their names. */
  get degraded(): Source[] {
    return [...this.missing].toSorted();
  }
}

/** Seconds until a form may be sent again, unless the neighbour says how many. */
const RETRY_AFTER_S = 5;

/** What a form asks for cannot be done now. */
export class Later {
  readonly seconds: number;

  /** @param told seconds to wait, if the neighbour has said so: then it works */
  constructor(readonly told?: number) {
    this.seconds = told ?? RETRY_AFTER_S;
  }
}

/** For a form that is shown again, with what was typed, when a neighbour is down or full. @throws any other error */
export function whenDown(error: unknown): Later {
  if (error instanceof PeerFailure) return new Later(error.retryAfter);
  throw error;
}

export const notesOf = (degraded: readonly Source[]): string[] => degraded.map((name) => NOTES[name]);
