import { urlBelow } from '#libs/service';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { request } from 'undici';
import { MonitorConfig } from './monitor.config.js';

/** What one service answered to an operator, or why it could not be asked. */
export type Asked<Body> = { service: string } & ({ body: Body } | { problem: string });

export interface Answer {
  status: number;
  body: unknown;
}

/** An operator who asks: each service gets the operator's own token. */
export interface Operator {
  readonly authorization: string | undefined;
  /** Where this service answers, which is one of the services. */
  readonly ownUrl: string;
}

/** The name of this service. */
const OWN = 'monitor';

/** The build of a service: its semantic version, its git revision, and its release in this environment, if it is one. */
export interface Build {
  version: string;
  revision: string;
  release: string | null;
}

/** The operator API of every service, answered as it is, each within `PEER_TIMEOUT`. */
@Injectable()
export class OperatorApi {
  readonly services: readonly string[];

  constructor(private readonly config: MonitorConfig) {
    this.services = [OWN, ...Object.keys(config.SERVICE_URLS).filter((name) => name !== OWN)];
  }

  /** Asks every service at once; one that cannot be asked keeps no other one from answering. */
  ask<Body>(path: string, operator: Operator): Promise<Asked<Body>[]> {
    return Promise.all(
      this.services.map(async (service): Promise<Asked<Body>> => {
        try {
          const { status, body } = await this.call(service, ['GET', path], operator);
          if (status === 200) return { service, body: body as Body };
          return { service, problem: refusalOf(status, body) };
        } catch (error) {
          return { service, problem: this.failureOf(error as Error) };
        }
      }),
    );
  }

  /** The builds of the services that answer, by service. */
  async builds({ ownUrl }: Operator): Promise<Record<string, Build>> {
    const asked = this.services.map(async (service): Promise<[string, Build][]> => {
      const url = this.urlOf(service, ownUrl);
      if (!url) return [];
      const signal = AbortSignal.timeout(this.config.PEER_TIMEOUT);
      const answer = await request(urlBelow(url, '/info'), { signal });
      const { version, revision, release } = (await answer.body.json()) as Build;
      return answer.statusCode === 200 ? [[service, { version, revision, release }]] : [];
    });
    const found = await Promise.all(asked.map((one) => one.catch(() => [])));
    return Object.fromEntries(found.flat());
  }

  /**
   * Calls one service.
   * @param call the method, the path below `/hospital`, and the body
   * @throws Error when it does not answer in time, or answers no JSON
   */
  async call(
    service: string,
    [method, path, body]: ['GET' | 'POST', string, unknown?],
    { authorization, ownUrl }: Operator,
  ): Promise<Answer> {
    const url = this.urlOf(service, ownUrl);
    if (!url) throw new Error(`SERVICE_URLS names no ${service}`);
    const answer = await request(urlBelow(url, `/hospital/${path}`), {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        ...(authorization && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(this.config.PEER_TIMEOUT),
    });
    return { status: answer.statusCode, body: await answer.body.json() };
  }

  private urlOf(service: string, ownUrl: string): string | undefined {
    return service === OWN ? ownUrl : this.config.SERVICE_URLS[service];
  }

  /** Why a service did not answer, in words. */
  failureOf({ name }: Error): string {
    const ms = this.config.PEER_TIMEOUT;
    return name === 'TimeoutError' || name === 'AbortError'
      ? `has not answered within ${ms / 1_000} s`
      : 'cannot be reached';
  }
}

const refusalOf = (status: number, body: unknown): string =>
  status === 401 || status === 403
    ? 'refuses the token'
    : `answers ${status}: ${(body as { detail?: string } | null)?.detail ?? 'without a reason'}`;

/** The operator who sends a request. */
export function operatorOf({ headers: { authorization }, socket }: FastifyRequest): Operator {
  const { localAddress = '127.0.0.1', localPort } = socket;
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  return { authorization, ownUrl: `http://${host}:${localPort}` };
}
