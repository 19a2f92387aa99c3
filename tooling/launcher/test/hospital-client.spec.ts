import { UserError } from '#tooling/platform';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Deployment } from '../src/deployment.js';
import { HospitalClient, PartlyAnswered } from '../src/hospital-client.js';
import { found } from '../src/hospital-find.js';
import type { Registry } from '../src/registry.js';

const NAMES = ['up', 'broken', 'unaware', 'down'];
const REFUSAL = {
  detail: 'Fix the fields listed in errors.',
  errors: [{ pointer: '/body/why', detail: 'short' }],
};
const ANSWERS: Record<string, [status: number, body: object]> = {
  up: [200, [{ id: 'm-1' }]],
  broken: [400, REFUSAL],
  unaware: [404, {}],
  monitor: [200, [{ events: ['c-1', 'c-2', 'c-1'].map((correlationId) => ({ correlationId })) }]],
};

describe('the hospitals of all services', () => {
  let server: Server;
  let address: string;
  let asked: string[];
  beforeEach(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(String(request.url));
      const [, name = ''] = String(request.url).split('/');
      const answer = ANSWERS[name];
      if (!answer) return void request.socket.destroy();
      response.writeHead(answer[0], { 'content-type': 'application/json' });
      return void response.end(JSON.stringify(answer[1]));
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{service}`;
  });
  afterEach(() => new Promise((resolve) => void server.close(resolve)));

  const clientOf = (names: string[], only?: string) => {
    const services = names.map((name) => ({ name, port: 1 }));
    const access = new Deployment([address], NAMES, { OPERATOR_TOKEN: 'a-token' });
    return new HospitalClient(access, { services } as Registry, only);
  };

  it('answer together, without those that do not know what is asked', async () => {
    expect(await clientOf(['up', 'unaware']).get('groups')).toEqual([
      { service: 'up', body: [{ id: 'm-1' }] },
    ]);
  });

  it('answer as far as they can, and all that do not are named with what they refuse', async () => {
    for (const ask of [
      () => clientOf(NAMES).get('groups'),
      () => clientOf(NAMES).act({ act: 'replay' }),
      () => clientOf(NAMES).tell('notes', {}),
    ]) {
      const error = await ask().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(PartlyAnswered);
      expect(error).toMatchObject({ answers: [{ service: 'up', body: [{ id: 'm-1' }] }] });
      expect(String(error)).toMatch(
        /broken refuses \(status 400\): Fix the fields listed in errors\.\n {2}\/body\/why: short\ndown does not answer \([A-Z]+ http:\S+\/down\/hospital\/\w+\?? is not answered: .*\n2 other services have answered\.$/,
      );
    }
  });

  it('are asked about the correlation IDs of a business key, which the monitor knows', async () => {
    const client = clientOf(['up', 'monitor']);
    expect(await client.correlationIds('a key')).toEqual(['c-1', 'c-2']);
    await clientOf(['up']).get('waiting', { event: undefined, about: ['c-1', 'c-2'] });
    expect(asked).toEqual(['/monitor/processes/a%20key', '/up/hospital/waiting?about=c-1&about=c-2']);
    expect(await clientOf(['up'], 'up').correlationIds('key').catch(String)).toContain('--url monitor=URL');
  });

  it('fail when none answers', async () => {
    const refusal = clientOf(['down', 'up'], 'down').get('groups');
    await expect(refusal).rejects.toThrow(UserError);
    await expect(refusal).rejects.not.toThrow(PartlyAnswered);
  });

  it('are all asked by the client that is not of one alone', async () => {
    const one = clientOf(['unaware', 'up'], 'unaware');
    expect(await one.get('groups')).toEqual([]);
    expect(await one.everywhere().get('groups')).toHaveLength(1);
  });

  it('are reached by the command that a message advises', () => {
    const command = clientOf(['up']).advised('npm run hospital -- list');
    expect(command).toBe(`npm run hospital -- list --url ${address}`);
  });

  it('of a deployment have no logs here, which npm run logs would read', async () => {
    expect(clientOf(['up']).readLogs('m-1')).toBe('search the logs of the deployment for m-1');
    await expect(found(clientOf(['unaware']), 'm-1')).rejects.toThrow(
      'tries it again.\nSee what happened to it: search the logs of the deployment for m-1',
    );
  });
});
