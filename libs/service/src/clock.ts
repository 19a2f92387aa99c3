import { Injectable } from '@nestjs/common';

/** The current time, for rules. Due times and leases use the database's clock instead. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
