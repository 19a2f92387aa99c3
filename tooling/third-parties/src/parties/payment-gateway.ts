import { json, parseBody } from '../json.js';
import { type ThirdParty } from '../third-party.js';

/** How often a refund of a charge by `tok_norefund` is refused before it succeeds: as often as a service attempts it by default. */
const REFUSALS = 6;
/** How late the answer to a charge by `tok_timeout` is, in milliseconds: later than services wait by default. */
const LATE_MS = 5_000;

/**
 * What the gateway does with a request, as Mountebank evaluates it: it keeps charges and refunds by their keys, because
 * services ask for a charge whose answer they did not get. The same key gives the same answer.
 */
const KEEPS_ITS_RECORD = `(config) => {
  const { state, request } = config;
  state.charges = state.charges || {};
  state.refunds = state.refunds || {};
  state.refusals = state.refusals || {};
  const answer = (statusCode, body) => ({
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const shown = ({ token, ...rest }) => rest;
  if (request.method === 'GET' && request.path === '/record')
    return answer(200, {
      charges: Object.values(state.charges).map(shown),
      refunds: Object.values(state.refunds),
    });
  if (request.method === 'GET') {
    const charge = state.charges[decodeURIComponent(request.path.slice('/charges/'.length))];
    return charge ? answer(200, { chargeId: charge.chargeId, status: 'taken' }) : answer(404, { code: 'no-such-charge' });
  }
  const header = Object.keys(request.headers).find((name) => name.toLowerCase() === 'idempotency-key');
  const key = request.headers[header];
  const sent = JSON.parse(request.body);
  if (!Number.isInteger(sent.amount) || sent.amount < 0) return answer(400, { code: 'malformed' });
  if (request.path === '/charges') {
    const known = state.charges[key];
    if (known && (known.token !== sent.token || known.amount !== sent.amount || known.currency !== sent.currency))
      return answer(422, { code: 'key-reused' });
    if (/^tok_declined/.test(sent.token)) return answer(402, { code: 'declined' });
    if (/^tok_insufficient/.test(sent.token)) return answer(402, { code: 'insufficient-funds' });
    const charge = known || { key, chargeId: 'CHARGE-' + key, ...sent };
    state.charges[key] = charge;
    return answer(201, { chargeId: charge.chargeId });
  }
  const charge = Object.values(state.charges).find(({ chargeId }) => chargeId === sent.chargeId);
  if (!charge || charge.currency !== sent.currency) return answer(422, { code: 'no-such-charge' });
  if (state.refunds[key]) return answer(201, { refundId: state.refunds[key].refundId });
  const back = Object.values(state.refunds)
    .filter(({ chargeId }) => chargeId === sent.chargeId)
    .reduce((sum, { amount }) => sum + amount, 0);
  if (back + sent.amount > charge.amount) return answer(422, { code: 'exceeds-charge' });
  if (/^tok_norefund/.test(charge.token)) {
    state.refusals[key] = (state.refusals[key] || 0) + 1;
    if (state.refusals[key] <= ${REFUSALS}) return answer(422, { code: 'card-not-reachable' });
  }
  state.refunds[key] = { key, refundId: 'REFUND-' + key, ...sent };
  return answer(201, { refundId: state.refunds[key].refundId });
}`;

const posts = (path: string, fields: object) => [
  { equals: { method: 'POST', path } },
  { exists: { headers: { 'Idempotency-Key': true }, body: fields } },
];
const isCharge = posts('/charges', { token: true, amount: true, currency: true });
const keeps = { inject: KEEPS_ITS_RECORD };

/** By a token that `KEEPS_ITS_RECORD` refuses. */
const isRefused = (token: string): boolean => /^tok_(declined|insufficient)/.test(token);

/**
 * The gateway that takes and refunds payments. `POST /charges` and `POST /refunds` need an `Idempotency-Key`; `GET
 * /charges/{key}` tells whether a charge was made, and `GET /record` all of them. The beginning of a token decides what
 * happens: `tok_declined`, `tok_insufficient`, `tok_timeout` (takes the money and answers late), `tok_norefund` (refuses the
 * first refunds); any other is charged.
 */
export const paymentGateway: ThirdParty = {
  name: 'payment-gateway',
  title: 'payment gateway',
  receives: 'payments',
  port: 4094,
  imposter: {
    protocol: 'http',
    recordRequests: true,
    defaultResponse: json(501, {
      error: 'The payment gateway accepts POST /charges, GET /charges/{key}, POST /refunds and GET /record.',
    }).is,
    stubs: [
      {
        predicates: [...isCharge, { startsWith: { body: { token: 'tok_timeout' } } }],
        responses: [{ ...keeps, behaviors: [{ wait: LATE_MS }] }],
      },
      { predicates: isCharge, responses: [keeps] },
      { predicates: posts('/refunds', { chargeId: true, amount: true, currency: true }), responses: [keeps] },
      {
        predicates: [{ equals: { method: 'GET' } }, { matches: { path: '^/(charges/.+|record)$' } }],
        responses: [keeps],
      },
      {
        predicates: [{ equals: { method: 'POST' } }, { matches: { path: '^/(charges|refunds)$' } }],
        responses: [
          json(400, {
            error:
              'A charge needs an Idempotency-Key, a token, an amount and a currency; a refund a chargeId instead of the token.',
          }),
        ],
      },
    ],
  },
  /** Without the token, which pays. */
  formatRequest({ timestamp, method, path, headers, body }) {
    if (method === 'GET') return `${timestamp}  asked: ${path}`;
    const sent = parseBody(body);
    const key = new Headers(headers).get('idempotency-key');
    if (!sent || !key || method !== 'POST') return `${timestamp}  refused: ${method} ${path}`;
    const charge = isRefused(String(sent.token)) ? 'refused charge' : 'charge';
    // Whether it refunds depends on what it has kept, which the request does not tell.
    const what = path === '/refunds' ? `asked to refund ${String(sent.chargeId)}` : charge;
    return `${timestamp}  ${what}: ${sent.amount} ${sent.currency} in minor units, key ${key}`;
  },
};
