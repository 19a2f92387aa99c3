import { json, parseBody } from '../json.js';
import { type ThirdParty } from '../third-party.js';

/** The end of the idempotency key, which is the end of the tracking id too: the same key gives the same id. */
const TAIL = /[^-]{1,12}$/;

const FIELDS = {
  recipient: true,
  reference: true,
  address: { line1: true, city: true, postcode: true, country: true },
};

/** What the carrier does with a request, as Mountebank evaluates it: it keeps parcels by their keys. */
const KEEPS_ITS_PARCELS = `(config) => {
  const { state, request } = config;
  state.parcels = state.parcels || {};
  const answer = (statusCode, body) => ({
    statusCode,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (request.method === 'GET') {
    const trackingId = state.parcels[decodeURIComponent(request.path.slice('/parcels/'.length))];
    return trackingId ? answer(200, { trackingId }) : answer(404, { error: 'No parcel has this key.' });
  }
  const header = Object.keys(request.headers).find((name) => name.toLowerCase() === 'idempotency-key');
  const key = request.headers[header];
  state.parcels[key] = 'PARCEL-' + ${TAIL}.exec(key)[0];
  return answer(201, { trackingId: state.parcels[key] });
}`;
const keeps = { inject: KEEPS_ITS_PARCELS };

const isBooking = { equals: { method: 'POST', path: '/parcels' } };

/** The parcel carrier: `POST /parcels` with an `Idempotency-Key` answers 201 and a tracking id; `GET /parcels/{key}` tells it again. */
export const carrier: ThirdParty = {
  name: 'carrier',
  title: 'parcel carrier',
  receives: 'parcels',
  port: 4092,
  imposter: {
    protocol: 'http',
    recordRequests: true,
    defaultResponse: json(501, {
      error: 'The parcel carrier accepts only POST /parcels and GET /parcels/{key}.',
    }).is,
    stubs: [
      {
        predicates: [isBooking, { exists: { headers: { 'Idempotency-Key': true }, body: FIELDS } }],
        responses: [keeps],
      },
      {
        predicates: [{ equals: { method: 'GET' } }, { matches: { path: '^/parcels/.+$' } }],
        responses: [keeps],
      },
      {
        predicates: [isBooking],
        responses: [
          json(400, { error: 'A parcel needs an Idempotency-Key, a recipient, an address and a reference.' }),
        ],
      },
    ],
  },
  formatRequest({ timestamp, method, path, headers, body }) {
    if (method === 'GET') return `${timestamp}  asked: ${path}`;
    const parcel = parseBody(body);
    const key = new Headers(headers).get('idempotency-key');
    if (!parcel || !key || method !== 'POST' || path !== '/parcels' || !hasFields(parcel, FIELDS))
      return `${timestamp}  refused: ${method} ${path}`;
    const { line1, line2, postcode, city, country } = parcel.address ?? {};
    const address = [line1, line2, [postcode, city].join(' '), country].filter(Boolean).join(', ');
    const [tail] = TAIL.exec(key) ?? ['?'];
    return `${timestamp}  PARCEL-${tail}  ${parcel.recipient}, ${address}`;
  },
};

/** Whether a parcel has these fields, as the predicate of the stub demands. */
const hasFields = (parcel: Record<string, any>, fields: object): boolean =>
  Object.entries(fields).every(([name, inner]) => {
    const value: unknown = parcel[name];
    if (inner === true) return value !== undefined && value !== '';
    return typeof value === 'object' && value !== null && hasFields(value, inner as object);
  });
