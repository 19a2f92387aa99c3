import { Refusal } from '#libs/messaging';
import { Clock, PeerFailure, Tokens } from '#libs/service';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CartLine, readCart, signCart } from './cart.js';
import { cookie, cookiesOf } from './cookies.js';
import type { Session } from './passwords.client.js';
import type { Person } from './person.js';
import { StorefrontConfig } from './storefront.config.js';

const CART = 'shop-cart';
const SESSION = 'shop-session';

/** Who looks at a page, with which cart: all of it comes with the request, and nothing is kept here. */
export interface Visit {
  person?: Person | undefined;
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

  constructor(
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly config: StorefrontConfig,
  ) {
    this.isSecure = config.STOREFRONT_PUBLIC_URL.startsWith('https:');
  }

  async of({ headers, url }: FastifyRequest): Promise<Visit> {
    const { [CART]: signed, [SESSION]: token } = cookiesOf(headers.cookie);
    const cart = signed ? await this.read(signed) : [];
    return { person: await this.personOf(token), cart: cart ?? [], hasLostCart: !cart, up: upFrom(url) };
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

  /** The browser keeps the token for as long as it is valid. */
  begin(reply: FastifyReply, { accessToken, expiresIn }: Session): void {
    this.set(reply, SESSION, accessToken, expiresIn);
  }

  end(reply: FastifyReply): void {
    this.set(reply, SESSION, '', 0);
  }

  private set(reply: FastifyReply, name: string, value: string, seconds: number): void {
    void reply.header('set-cookie', cookie(name, value, seconds, this.isSecure));
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
