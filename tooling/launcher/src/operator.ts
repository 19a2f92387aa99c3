import { ask, displayPath, HOST, type NoAnswer, OPERATOR, Secrets, UserError } from '#tooling/platform';
import type { Service } from '#libs/service';
import { unanswered } from './command.js';
import { issuerOf, type Registry } from './registry.js';
import { type StatePaths } from './state-paths.js';

/** How an operator reaches the services of a platform. */
export interface OperatorAccess {
  /** What to do when a service does not answer. */
  adviceFor(service: string): string;
  /** How to see what happened under an id, since logs are read where they are. */
  readLogs(id: string): string;
  /** A command as a message advises it, with the options by which it reaches the same platform. */
  advised(command: string): string;
  /** A token for every service. @throws UserError when there is none */
  tokenForAll(): Promise<string>;
  /** The address of a service; undefined when it is not known. */
  urlOf(service: Pick<Service, 'name' | 'port'>): string | undefined;
}

/** The operator of a platform that runs here: a client of the issuer of tokens, whose secret is in the data folder. */
export class Operator implements OperatorAccess {
  private token?: Promise<string>;

  constructor(
    private readonly paths: StatePaths,
    private readonly registry: Registry,
    private readonly name = OPERATOR,
  ) {}

  adviceFor(service: string): string {
    return `see its log with \`tail ${displayPath(this.paths.logOf(service))}\``;
  }

  readLogs(id: string): string {
    return this.advised(`npm run logs -- ${id}`);
  }

  advised(command: string): string {
    return this.paths.advised(command);
  }

  /**
   * A token for every service, which is valid for some minutes.
   * @throws UserError when nothing runs on the data folder, or the issuer does not answer or know its secret
   */
  tokenForAll(): Promise<string> {
    return (this.token ??= this.requestToken());
  }

  /** The address of a service. */
  urlOf({ port }: Pick<Service, 'port'>): string {
    return `http://${HOST}:${port + this.paths.portOffset}`;
  }

  private async requestToken(): Promise<string> {
    const issuer = issuerOf(this.registry);
    const secret = (await Secrets.open(this.paths.secrets)).clientSecret(this.name);
    const audience = issuer.schema.shape.AUTH_AUDIENCE?.parse(process.env.AUTH_AUDIENCE) as string;
    const url = `${this.urlOf(issuer)}/oauth/token`;
    const response = await ask(url, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${this.name}:${secret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', audience }),
    }).catch((error: NoAnswer) => {
      throw new UserError(unanswered(this.paths, error));
    });
    if (response.ok) return ((await response.json()) as { access_token: string }).access_token;
    throw new UserError(
      `${issuer.name} gives the ${this.name} no token (status ${response.status}): ` +
        `it was started by an older version, or on another folder than ${displayPath(this.paths.data)}. Start it again.`,
    );
  }
}
