import { discoverServices } from '#libs/service';
import { ROOT, settle } from '#tooling/platform';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Pool } from 'undici';

/*
 * Measures what the gateway adds to a request. Both ways lead to one small server, one request after the other and in
 * random order, so that other load on the machine slows both. The gateway runs in this process as it does in the embedded run.
 */
const SERVICE = 'gateway';
const WARM = 2_000;
const REQUESTS = 10_000;
/** Milliseconds that the gateway may add to the median. */
const MOST = 1;

/** An operation of the public API, and the answer of a small service to it. */
const OPERATION = { service: 'names-board', path: '/top10' };
const ANSWER = JSON.stringify({ boys: Array.from({ length: 10 }, () => ({ name: 'OLIVER', count: 6941 })) });

interface Way {
  name: string;
  ask(): Promise<void>;
  close(): Promise<void>;
}

function openWay(name: string, url: string, path: string): Way {
  const pool = new Pool(url, { connections: 1 });
  return {
    name,
    async ask() {
      const { statusCode, body } = await pool.request({ method: 'GET', path, headersTimeout: 10_000 });
      if (statusCode !== 200) throw new Error(`${name} answers ${statusCode}: the comparison means nothing.`);
      await body.dump();
    },
    close: () => pool.close(),
  };
}

/** The milliseconds of each request, by its way, in order. */
async function alternate(ways: [Way, Way], requests: number): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let at = 0; at < requests; at++) {
    const next = Math.random() < 0.5 ? 0 : 1;
    const began = performance.now();
    await ways[next].ask();
    times[next].push(performance.now() - began);
  }
  return [times[0].toSorted((a, b) => a - b), times[1].toSorted((a, b) => a - b)];
}

const quantiles = (sorted: number[]): number[] =>
  [0.5, 0.95, 0.99].map((quantile) => sorted[Math.floor(quantile * sorted.length)] ?? Number.NaN);
const row = (name: string, numbers: number[]): string =>
  name.padEnd(12) + numbers.map((number) => number.toFixed(2).padStart(9)).join('');

async function startBoth() {
  const upstream = createServer((_request, response) =>
    response.setHeader('content-type', 'application/json').end(ANSWER),
  ).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const gateway = (await discoverServices()).find(({ name }) => name === SERVICE);
  if (!gateway) throw new Error(`There is no service ${SERVICE}: run npm run build first.`);
  const running = await gateway.start({
    PORT: '0',
    LOG_LEVEL: 'warn',
    EDGE_KEY: 'a-key-of-the-benchmark-and-no-secret',
    PUBLIC_API: join(ROOT, 'contracts/openapi/public.json'),
    SERVICE_URLS: `${OPERATION.service}=${url}`,
  });
  const stop = async () => {
    await running.stop();
    upstream.close().closeAllConnections();
  };
  return { url, gatewayUrl: running.url, stop };
}

/** Prints both ways and what the gateway adds. @returns 1 if it adds more than it may */
export async function benchmarkGateway(): Promise<number> {
  const { url, gatewayUrl, stop } = await startBoth();
  const ways: [Way, Way] = [
    openWay('service', url, OPERATION.path),
    openWay('gateway', gatewayUrl, `/api${OPERATION.path}`),
  ];
  await alternate(ways, WARM);
  const [direct, through] = (await alternate(ways, REQUESTS)).map(quantiles) as [number[], number[]];
  const added = through.map((ms, at) => ms - direct[at]!);
  console.log(`ms                p50      p95      p99`);
  console.log([row('service', direct), row('gateway', through), row('added', added)].join('\n'));
  await settle(ways.map((way) => way.close()));
  await stop();
  if (added[0]! <= MOST) return 0;
  console.error(`The gateway adds ${added[0]!.toFixed(2)} ms to the median; the limit is ${MOST} ms.`);
  return 1;
}
