import type { Service } from '#libs/service';
import { ask, counted, UserError } from '#tooling/platform';
import type { OperatorAccess } from './operator.js';
import type { Registry } from './registry.js';

/** What one service answered. */
export interface Answered<Body> {
  service: string;
  body: Body;
}

/** Processes of one flow that miss a step. */
export interface StuckPage {
  processes: {
    steps: {
      name: string;
      service: string;
      state: string;
      begunBy?: { id: string; type: string } | undefined;
    }[];
  }[];
  next: string | null;
}

type Query = Record<string, string | readonly string[] | undefined>;

/** Some services did not answer or refused; the others have answered. */
export class PartlyAnswered extends UserError {
  constructor(
    message: string,
    readonly answers: Answered<unknown>[],
  ) {
    super(message);
  }
}

/** What services have answered, and the error when not all have. @throws whatever else went wrong */
export async function settled<Body>(
  asked: Promise<Answered<Body>[]>,
): Promise<{ answers: Answered<Body>[]; error?: PartlyAnswered }> {
  return asked.then(
    (answers) => ({ answers }),
    (error: unknown) => {
      if (!(error instanceof PartlyAnswered)) throw error;
      return { answers: error.answers as Answered<Body>[], error };
    },
  );
}

/** The hospitals of all services, or of one, by their HTTP API. */
export class HospitalClient {
  private readonly services: Service[];

  /**
   * @param only the service to ask; all of them unless given
   * @throws UserError when the address of that service is not known
   */
  constructor(
    private readonly operator: OperatorAccess,
    private readonly registry: Registry,
    only?: string,
  ) {
    this.services = registry.services.filter(
      (service) =>
        (only ?? service.name) === service.name &&
        !service.isStateless &&
        operator.urlOf(service) !== undefined,
    );
    if (only && !this.services.length)
      throw new UserError(`The address of ${only} is not known: add --url ${only}=URL.`);
  }

  /**
   * Asks every service.
   * @throws PartlyAnswered naming the services that do not answer, with the answers of the others
   * @throws UserError when none answers
   */
  get<Body>(path: string, query: Query = {}): Promise<Answered<Body>[]> {
    const given = Object.entries(query).flatMap(([name, value = []]) =>
      [value].flat().map((one): [string, string] => [name, one]),
    );
    return this.each<Body>('GET', `hospital/${path}?${String(new URLSearchParams(given))}`);
  }

  /** Tells every service something. Those that do not know what it is about are left out. @throws as `get` does */
  tell<Body>(path: string, body: object): Promise<Answered<Body>[]> {
    return this.each<Body>('POST', `hospital/${path}`, JSON.stringify(body));
  }

  /** Tells every service to act. @throws as `get` does */
  act<Body>(order: object): Promise<Answered<Body>[]> {
    return this.each<Body>('POST', 'hospital/acts', JSON.stringify(order));
  }

  /**
   * Asks one service.
   * @returns undefined when it does not know what was asked for
   * @throws UserError when its address is not known, it does not answer, or refuses
   */
  ask<Body>(name: string, method: string, path: string, body?: object): Promise<Body | undefined> {
    return this.one<Body>(name, method, `hospital/${path}`, body);
  }

  /** A page of the processes that miss a step, from the monitor. @throws as `ask` does */
  async stuck(flow: string, after: string | null): Promise<StuckPage> {
    const query = new URLSearchParams({ stuck: '', flow, limit: '200', ...(after && { after }) });
    return (await this.one<StuckPage>('monitor', 'GET', `processes?${String(query)}`))!;
  }

  /**
   * The correlation IDs of the processes with this business key, as far as the monitor knows them.
   * @throws as `ask` does
   */
  async correlationIds(key: string): Promise<string[]> {
    const path = `processes/${encodeURIComponent(key)}`;
    const found = await this.one<{ events: { correlationId: string }[] }[]>('monitor', 'GET', path);
    const ids = (found ?? []).flatMap(({ events }) => events.map(({ correlationId }) => correlationId));
    return [...new Set(ids)];
  }

  private async one<Body>(
    name: string,
    method: string,
    path: string,
    body?: object,
  ): Promise<Body | undefined> {
    const service = this.services.find((one) => one.name === name);
    if (!service) throw new UserError(`The address of ${name} is not known: add --url ${name}=URL.`);
    const token = await this.operator.tokenForAll();
    return (await this.call(service, token, method, path, body && JSON.stringify(body))) as Body | undefined;
  }

  /** The same for all services. */
  everywhere(): HospitalClient {
    return new HospitalClient(this.operator, this.registry);
  }

  /** How to see what happened under an id. */
  readLogs(id: string): string {
    return this.operator.readLogs(id);
  }

  /** A command as a message advises it, so that it reaches the same services. */
  advised(command: string): string {
    return this.operator.advised(command);
  }

  private async each<Body>(method: string, path: string, body?: string): Promise<Answered<Body>[]> {
    const token = await this.operator.tokenForAll();
    const asked = this.services.map(async (service) => ({
      service: service.name,
      body: (await this.call(service, token, method, path, body)) as Body,
    }));
    const all = await Promise.allSettled(asked);
    const given = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const answers = given.filter((answer) => answer.body !== undefined);
    const errors = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    if (!errors[0]) return answers;
    if (!given.length) throw errors[0];
    const others = `${counted(given.length, 'other service has', 'other services have')} answered`;
    throw new PartlyAnswered(`${errors.map(({ message }) => message).join('\n')}\n${others}.`, answers);
  }

  private async call(
    service: Service,
    token: string,
    method: string,
    path: string,
    body: string | undefined,
  ): Promise<unknown> {
    const url = this.operator.urlOf(service);
    const response = await ask(`${url}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body }),
    }).catch((error: Error) => {
      throw new UserError(
        `${service.name} does not answer (${error.message}): ${this.operator.adviceFor(service.name)}.`,
      );
    });
    if (response.status === 404) return undefined;
    const answer = (await response.json()) as {
      detail?: string;
      errors?: { pointer: string; detail: string }[];
    };
    if (response.ok) return answer;
    const errors = answer.errors?.map(({ pointer, detail }) => `\n  ${pointer}: ${detail}`).join('') ?? '';
    throw new UserError(`${service.name} refuses (status ${response.status}): ${answer.detail}${errors}`);
  }
}
