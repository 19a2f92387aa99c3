import { Refusal } from '#libs/messaging';
import { Clock, PeerFailure, Tokens } from '#libs/service';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CartLine, readCart, signCart } from './cart.js';
import { cookie, cookiesOf } from './cookies.js';
import { PasswordsClient, type Session } from './passwords.client.js';
import type { Person } from './person.js';
import { StorefrontConfig } from './storefront.config.js';

const CART = 'shop-cart';
const SESSION = 'shop-session';
const REFRESH = 'shop-refresh';

/** Who looks at a page, with which cart: all of it comes with the request, and nothing is kept here. */
export interface Visit {
  /** What people call the shop. */
  site: string;
  person?: Person | undefined;
  /** Somebody is logged in, and `passwords`, which would say who, does not answer. */
  unknown?: PeerFailure | undefined;
  cart: CartLine[];
  /** The browser sent a cart that is forged or too old. */
  hasLostCart: boolean;
  /** What leads from the page to where `shop` is. */
  up: string;
}

/** From `/shop/cart` up to where `shop` is: links are relative, so that they hold behind a gateway, too. */
export const upFrom = (url: string): string => '../'.repeat(url.split(/[?#]/)[0]!.split('/').length - 2);

@Injectable()
export class Visits {
  private readonly isSecure: boolean;
  private readonly known = new WeakMap<FastifyRequest, Promise<Visit>>();

  constructor(
    private readonly tokens: Tokens,
    private readonly passwords: PasswordsClient,
    private readonly clock: Clock,
    private readonly config: StorefrontConfig,
  ) {
    this.isSecure = config.STOREFRONT_PUBLIC_URL.startsWith('https:');
  }

  /**
   * Read once for each request: a refresh token is exchanged once, however often somebody asks.
   * @param reply gets the next tokens of a session whose access token has expired
   */
  of(request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
    const visit = this.known.get(request) ?? this.readVisit(request, reply);
    this.known.set(request, visit);
    return visit;
  }

  private async readVisit(request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
    const { [CART]: signed, [SESSION]: token, [REFRESH]: refresh } = cookiesOf(request.headers.cookie);
    const cart = signed ? await this.read(signed) : [];
    const known = await this.personOf(token);
    const who = known || !refresh ? { person: known } : await this.refreshed(reply, refresh, request.ip);
    const { SITE_NAME: site } = this.config;
    return { ...who, site, cart: cart ?? [], hasLostCart: !cart, up: upFrom(request.url) };
  }

  async keepCart(reply: FastifyReply, lines: readonly CartLine[]): Promise<void> {
    if (!lines.length) return this.dropCart(reply);
    const until = new Date(this.clock.now().getTime() + this.config.CART_LASTS);
    const signed = await signCart(lines, this.config.CART_KEY, until);
    this.set(reply, CART, signed, Math.floor(this.config.CART_LASTS / 1_000));
  }

  dropCart(reply: FastifyReply): void {
    this.set(reply, CART, '', 0);
  }

  /** The browser keeps the access token for as long as it is valid, and what refreshes it for as long as the session may rest. */
  begin(reply: FastifyReply, { accessToken, expiresIn, refreshToken }: Session): void {
    this.set(reply, SESSION, accessToken, expiresIn);
    this.set(reply, REFRESH, refreshToken, Math.floor(this.config.SESSION_IDLE / 1_000));
  }

  /** Ends the session for the browser, whether `passwords` answers or not. */
  async end({ headers, ip }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { [REFRESH]: refresh } = cookiesOf(headers.cookie);
    this.forget(reply);
    if (!refresh) return;
    await this.passwords.logOut(refresh, ip).catch((error: unknown) => {
      if (!(error instanceof PeerFailure)) throw error; // nobody has the token any more
    });
  }

  private forget(reply: FastifyReply): void {
    this.set(reply, SESSION, '', 0);
    this.set(reply, REFRESH, '', 0);
  }

  private set(reply: FastifyReply, name: string, value: string, seconds: number): void {
    void reply.header('set-cookie', cookie(name, value, seconds, this.isSecure));
  }

  /** Goes on with a session by its refresh token. Two pages at once get a token each: the browser keeps the last one. */
  private async refreshed(
    reply: FastifyReply,
    token: string,
    ip: string,
  ): Promise<Pick<Visit, 'person' | 'unknown'>> {
    try {
      const session = await this.passwords.refresh(token, ip);
      if (session) this.begin(reply, session);
      else this.forget(reply);
      return { person: await this.personOf(session?.accessToken) };
    } catch (error) {
      if (error instanceof PeerFailure) return { unknown: error };
      throw error;
    }
  }

  /** Undefined when the cart is none of ours. */
  private async read(signed: string): Promise<CartLine[] | undefined> {
    try {
      return await readCart(signed, this.config.CART_KEY, this.clock.now());
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  /** Checked here, so that a token that nobody issued makes no call to a neighbour fail. */
  private async personOf(token: string | undefined): Promise<Person | undefined> {
    if (!token) return undefined;
    try {
      const caller = await this.tokens.callerOf(`Bearer ${token}`);
      return caller?.kind === 'person' ? { id: caller.id, token } : undefined;
    } catch (error) {
      if (error instanceof Refusal || error instanceof PeerFailure) return undefined;
      throw error;
    }
  }
}
