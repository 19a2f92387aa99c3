import type { Service } from '#libs/service';
import { ANSWER_MS, UserError } from '#tooling/platform';
import type { OperatorAccess } from './operator.js';
import type { Registry } from './registry.js';

/** What one service answered. */
export interface Answered<Body> {
  service: string;
  body: Body;
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
    { services }: Registry,
    only?: string,
  ) {
    this.services = services.filter(
      (service) => (only ?? service.name) === service.name && operator.urlOf(service) !== undefined,
    );
    if (only && !this.services.length)
      throw new UserError(`The address of ${only} is not known: add --url ${only}=URL.`);
  }

  /**
   * Asks every service.
   * @throws UserError naming a service that does not answer
   */
  get<Body>(path: string, query: Record<string, string | undefined> = {}): Promise<Answered<Body>[]> {
    const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return this.each<Body>('GET', `${path}?${String(new URLSearchParams(given))}`);
  }

  /** Tells every service something. Those that do not know what it is about are left out. */
  tell<Body>(path: string, body: object): Promise<Answered<Body>[]> {
    return this.each<Body>('POST', path, JSON.stringify(body));
  }

  /** Tells every service to act. */
  act<Body>(order: object): Promise<Answered<Body>[]> {
    return this.each<Body>('POST', 'acts', JSON.stringify(order));
  }

  /**
   * Asks one service.
   * @returns undefined when it does not know what was asked for
   * @throws UserError when its address is not known, it does not answer, or refuses
   */
  async ask<Body>(name: string, method: string, path: string, body?: object): Promise<Body | undefined> {
    const service = this.services.find((one) => one.name === name);
    if (!service) throw new UserError(`The address of ${name} is not known: add --url ${name}=URL.`);
    const token = await this.operator.tokenForAll();
    return (await this.call(service, token, method, path, body && JSON.stringify(body))) as Body | undefined;
  }

  private async each<Body>(method: string, path: string, body?: string): Promise<Answered<Body>[]> {
    const token = await this.operator.tokenForAll();
    const answers = this.services.map(async (service) => ({
      service: service.name,
      body: (await this.call(service, token, method, path, body)) as Body,
    }));
    return (await Promise.all(answers)).filter((answer) => answer.body !== undefined);
  }

  private async call(
    service: Service,
    token: string,
    method: string,
    path: string,
    body: string | undefined,
  ): Promise<unknown> {
    const response = await fetch(`${this.operator.urlOf(service)}/hospital/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body }),
      signal: AbortSignal.timeout(ANSWER_MS),
    }).catch((error: Error) => {
      throw new UserError(`${service.name} does not answer (${error.message}): ${this.operator.advice}.`);
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
