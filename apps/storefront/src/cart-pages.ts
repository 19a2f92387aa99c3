import { newId } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type CartLine, markOf } from './cart.js';
import { cartPage } from './cart-page.js';
import { Shop } from './shop.js';
import { show } from './show.js';
import { type Visit, Visits } from './visits.js';

/** How the cart is shown. */
interface Showing {
  /** What it has, if not what the browser sent. */
  cart?: readonly CartLine[];
  /** Why it is shown instead of something else. */
  alert?: string | undefined;
  status?: number;
  /** Of an order that may be placed already: to order this cart repeats it. */
  key?: string | undefined;
}

/** Shows the cart as it can be ordered, and has the browser keep it so. */
@Injectable()
export class CartPages {
  constructor(
    private readonly shop: Shop,
    private readonly visits: Visits,
  ) {}

  async show(reply: FastifyReply, visit: Visit, { cart, alert, status, key }: Showing): Promise<string> {
    const wanted = cart ? { ...visit, cart: [...cart] } : visit;
    const { points, degraded, shortage, ...view } = await this.shop.cart(wanted);
    const { lines } = view;
    if (markOf(lines) !== markOf(visit.cart)) await this.visits.keepCart(reply, lines);
    const page = cartPage({
      ...view,
      up: visit.up,
      isLoggedIn: Boolean(visit.person ?? visit.unknown),
      key: key ?? newId(),
      alert: [alert, shortage].filter(Boolean).join(' '),
    });
    return show(reply, { ...visit, cart: lines, hasLostCart: false }, { ...page, points, degraded }, status);
  }
}
