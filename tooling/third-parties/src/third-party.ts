import type { Imposter } from '#tooling/mountebank';

/** A system that the platform uses and does not own. An imposter stands in for it. */
export interface ThirdParty {
  /** Its name in the configuration of services: `outside(name, …)`. */
  name: string;
  /** Its name for people. */
  title: string;
  /** What it receives, as the name of a command: `npm run mails`. */
  receives: string;
  /** Its port in the embedded run, without an offset. */
  port: number;
  imposter: Imposter;
  /** Formats a request that it received, in one line or a few. */
  formatRequest(request: Record<string, any>): string;
}
