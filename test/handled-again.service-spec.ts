import { discoverServices, type Service } from '#libs/service';
import { Deployment, handleAgain, HospitalClient } from '#tooling/launcher';
import { eventually, message, type ServiceUnderTest, TestEnvironment, token } from '#tooling/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

describe('an event whose handler did nothing', () => {
  let environment: TestEnvironment;
  let services: Service[];
  let ranking: ServiceUnderTest;
  let board: ServiceUnderTest;
  const start = (name: string) =>
    environment.start(services.find((service) => service.name === name) as Service, {
      NAMES_STREAM_URL: 'https://births.example/names',
    });

  beforeAll(async () => {
    environment = await TestEnvironment.open();
    services = await discoverServices();
    [ranking, board] = [await start('names-ranking'), await start('names-board')];
  });
  afterAll(() => environment.close());

  /** What the board shows. */
  const shown = async () => (await board.get('/top10')).body.boys;

  it('is handled again, for a handler that is declared to be repeatable', async () => {
    const birth = message('baby.registered.v1', { name: 'NOAH', sex: 'male' });
    await environment.deliver('names-intake', ranking, birth);
    await eventually(async () => (await shown()).length === 1);
    await board.empty('top10'); // as a handler that returned at once left it
    const [changed] = await ranking.said('top10.changed.v1');
    const id = String(changed?.attributes.id);
    const addresses = [`names-ranking=${ranking.url}`, `names-board=${board.url}`];
    const env = { OPERATOR_TOKEN: await token('operator', 'olga') };
    const deployment = new Deployment(addresses, ['names-ranking', 'names-board'], env);
    const client = new HospitalClient(deployment, { services, thirdParties: [] });
    const again = () => handleAgain(client, { id, service: 'names-board', why: 'it showed nothing' });
    // an event may be handled before its publisher has noted that it is sent
    expect(await eventually(again)).toContain(`names-board handles top10.changed.v1 ${id} again`);
    await eventually(async () => (await shown()).length === 1);
    const about = `/hospital/acts?about=${id}`;
    expect((await board.get(about, { as: { operator: 'olga' } })).body).toMatchObject([
      { act: 'again', who: 'olga', why: 'it showed nothing', event: 'top10.changed.v1' },
    ]);
  });
});
