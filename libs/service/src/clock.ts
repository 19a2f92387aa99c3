import { Injectable } from '@nestjs/common';

/** The time of day, for rules. Due times and leases take the database's instead. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
