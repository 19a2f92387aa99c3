import type { Logger } from '#libs/telemetry';
import type { LoggerService } from '@nestjs/common';

/** Nest's own messages in the one log format. Its start-up messages are logged at trace, below every level we offer. */
export const nestLog = (log: Logger): LoggerService => ({
  log: (message: unknown) => log.trace(String(message)),
  debug: (message: unknown) => log.trace(String(message)),
  verbose: (message: unknown) => log.trace(String(message)),
  warn: (message: unknown) => log.warn(String(message)),
  error: (message: unknown, ...more: unknown[]) => log.error({ more }, String(message)),
  fatal: (message: unknown) => log.fatal(String(message)),
});
