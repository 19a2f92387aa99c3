import type { Tx } from '#libs/database';
import { Erasure, type Refusal } from '#libs/messaging';
import { Injectable } from '@nestjs/common';
import { Clock } from './clock.js';
import { notFound } from './access.js';
import { NotYet } from './common-problems.js';

/** How long after a registration what it brings may still come, in milliseconds: a day, in which operators mend what failed. */
const COMING_MS = 86_400_000;
/** Callers wait a tenth of the time that has passed, so that they ask seldom for what is late. */
const PART_TO_WAIT = 0.1;
/** A UUIDv7, whose first 48 bits are the milliseconds since 1970 (RFC 9562, section 5.7). */
const UUID_V7 = /^([\da-f]{8})-([\da-f]{4})-7/;

/** Tells people whether what they ask for may still come: a service hears of a registration a moment after it was answered. */
@Injectable()
export class Awaited {
  constructor(
    private readonly erasure: Erasure,
    private readonly clock: Clock,
  ) {}

  /**
   * The refusal when a service has nothing of a person who asks for their own. Only a person who is registered has a token,
   * and their id tells when that was, so this reveals nothing about anybody else.
   * @param person the id of the caller
   * @returns a Refusal 503 `not-yet` on the first day, with the seconds to wait; 404 later, and once the person is erased
   */
  async missing(tx: Tx<any>, person: string): Promise<Refusal> {
    const age = this.clock.now().getTime() - madeAt(person);
    return age < COMING_MS && !(await this.erasure.has(tx, person)) ? notYet(age) : notFound();
  }
}

/** When an id was made, in milliseconds since 1970: never, unless it tells. */
function madeAt(id: string): number {
  const [, high, low] = UUID_V7.exec(id) ?? [];
  return high && low ? parseInt(high + low, 16) : -Infinity;
}

function notYet(ageMs: number): Refusal {
  const retryAfter = Math.max(1, Math.ceil((ageMs * PART_TO_WAIT) / 1_000));
  return NotYet.refusal(
    `This comes a moment after the registration, and is not here yet: try again in ${retryAfter} s.`,
    { retryAfter },
  );
}
