import type { Telemetry } from '#libs/telemetry';
import { z } from 'zod';
import type { Peer } from './peer.js';
import { Renewal } from './renewal.js';

/** The part of its lifetime after which a token is renewed in the background, while it is still valid. */
const RENEW_AFTER = 0.6;
/** A token that is refused when it is younger is not replaced: the next one would be refused as well. */
const ANEW_AFTER_MS = 10_000;

const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

interface Held {
  token: string;
  askedAt: number;
  renewAt: number;
  endsAt: number;
}

/** The tokens that a service sends its neighbours, one for each, by client credentials (RFC 6749, section 4.4). */
export class ServiceTokens {
  private readonly held = new Map<string, Held>();
  private readonly asking = new Map<string, Promise<string>>();
  private renewals: Renewal[] = [];

  /**
   * @param path the path of the issuer's token endpoint
   * @param client the service's own name and its secret
   */
  constructor(
    private readonly issuer: Peer,
    private readonly path: string,
    private readonly client: { id: string; secret: string },
  ) {}

  /**
   * Gets the tokens for these services now, or as soon as the issuer answers, and keeps them fresh.
   * @param isUp whether something listens where the issuer should: without that, attempts would open its circuit
   */
  start(audiences: string[], isUp: () => Promise<boolean>, { tracing }: Telemetry): void {
    this.renewals = audiences.map((audience) => new Renewal(() => this.keepFresh(audience, isUp, tracing)));
    for (const renewal of this.renewals) renewal.start();
  }

  stop(): void {
    for (const renewal of this.renewals) renewal.stop();
  }

  private async keepFresh(
    audience: string,
    isUp: () => Promise<boolean>,
    tracing: Telemetry['tracing'],
  ): Promise<number> {
    if (!(await isUp())) throw new Error('the issuer is down');
    await tracing.flow('get a token', () => this.renewed(audience));
    return this.held.get(audience)!.renewAt - performance.now();
  }

  /**
   * A token that is valid for one service.
   * @throws PeerFailure when the issuer gives none and no earlier one is still valid
   */
  async for(audience: string): Promise<string> {
    const held = this.held.get(audience);
    const now = performance.now();
    if (held && now < held.renewAt) return held.token;
    const fresh = this.renewed(audience);
    if (!held || now >= held.endsAt) return fresh;
    fresh.catch(() => {}); // the next call tries again
    return held.token;
  }

  /** Asks for another token, because a service has refused this one; until it comes, the old one is used. */
  refused(audience: string, token: string): void {
    const held = this.held.get(audience);
    if (held?.token !== token || performance.now() - held.askedAt < ANEW_AFTER_MS) return;
    this.renewed(audience).catch(() => {}); // the next refusal asks again
  }

  private renewed(audience: string): Promise<string> {
    const asking =
      this.asking.get(audience) ?? this.ask(audience).finally(() => this.asking.delete(audience));
    this.asking.set(audience, asking);
    return asking;
  }

  private async ask(audience: string): Promise<string> {
    const askedAt = performance.now();
    const { id, secret } = this.client;
    const { body } = await this.issuer.call(
      'POST',
      this.path,
      { 200: Granted },
      {
        headers: {
          authorization: `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`,
        },
        body: { grant_type: 'client_credentials', audience },
        isForm: true,
      },
    );
    const lifeMs = body.expires_in * 1_000;
    const token = body.access_token;
    this.held.set(audience, {
      token,
      askedAt,
      renewAt: askedAt + RENEW_AFTER * lifeMs,
      endsAt: askedAt + lifeMs,
    });
    return token;
  }
}
