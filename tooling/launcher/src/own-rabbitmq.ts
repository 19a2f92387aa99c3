import { type RabbitmqOptions, RabbitmqServer } from '#tooling/rabbitmq';
import { displayPath, UserError } from '#tooling/platform';
import type { Supervisor } from './supervisor.js';

/** An error while the queues were made, with a sentence when RabbitMQ has ended meanwhile: the supervisor is slower than that. */
export const interrupted = (error: unknown, logFile: string): unknown =>
  (error as Error).name === 'RabbitmqAway'
    ? new UserError(
        `RabbitMQ has ended while its queues were made (${displayPath(logFile)} tells why): run \`npm start\` again.`,
        { cause: error },
      )
    : error;

/** The RabbitMQ of an embedded run: it is started again when it dies, and can be stopped for a while. */
export class OwnRabbitmq {
  private supervised: { stop(): Promise<void> };

  private constructor(
    private readonly server: RabbitmqServer,
    private readonly supervisor: Supervisor,
  ) {
    this.supervised = this.supervise(server);
  }

  static async start(options: RabbitmqOptions, supervisor: Supervisor): Promise<OwnRabbitmq> {
    return new OwnRabbitmq(await RabbitmqServer.start(options), supervisor);
  }

  /** The URL of the server under its administrator. */
  get url(): string {
    return this.server.url;
  }

  get logFile(): string {
    return this.server.logFile;
  }

  get managementUrl(): string {
    return this.server.managementUrl;
  }

  readonly stop = (): Promise<void> => this.supervised.stop();

  /** Stops the server until the result is called. */
  async pause(): Promise<() => Promise<void>> {
    await this.stop();
    return async () => {
      this.supervised = this.supervise(await this.server.restart());
    };
  }

  private supervise(running: RabbitmqServer): { stop(): Promise<void> } {
    const restart = () => this.server.restart();
    return this.supervisor.supervise(running, { name: 'RabbitMQ', logFile: this.server.logFile, restart });
  }
}
