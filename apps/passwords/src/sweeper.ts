import { Recurring } from '#libs/service';
import { Telemetry } from '#libs/telemetry';
import { Injectable } from '@nestjs/common';
import { Credentials } from './credentials.js';
import { PasswordsConfig } from './passwords.config.js';

/** Sweeps unused credentials on a timer. Of two replicas, the second finds nothing left. */
@Injectable()
export class Sweeper extends Recurring {
  constructor(credentials: Credentials, { SWEEP_EVERY }: PasswordsConfig, telemetry: Telemetry) {
    super(telemetry, {
      name: 'sweep credentials',
      everyMs: SWEEP_EVERY,
      work: () => credentials.sweep(),
      failure: 'unused credentials could not be swept; the next sweep tries again',
    });
  }
}
