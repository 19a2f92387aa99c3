/** A neighbour or third party did not answer as the contract says: a 503 for HTTP; an event is retried. */
export class PeerFailure extends Error {
  override name = 'PeerFailure';

  /**
   * @param reason such as `timeout`, `circuit open`, `answered 500`, `answered no JSON`
   * @param retryAfter seconds to wait before the next call, if the peer said so
   */
  constructor(
    readonly peer: string,
    reason: string,
    options?: ErrorOptions,
    readonly retryAfter?: number,
  ) {
    super(`${peer}: ${reason}`, options);
  }
}

/** A neighbour has too much to do, or is called too often at once. It works, so its circuit stays closed. */
export class PeerFull extends PeerFailure {
  constructor(peer: string, retryAfter?: number, reason = 'is full') {
    super(peer, reason, undefined, retryAfter);
  }
}
