import type { z } from 'zod';
import { traceHeaders, traceIdsOf } from '#libs/telemetry';
import { FORM_TYPE, JSON_TYPE } from './request-bodies.js';

/** The content of a call. */
export interface Outgoing {
  /** Sent as JSON, unless it is a form. */
  body?: unknown;
  /** Whether the body, which has texts alone, is sent as a form. */
  isForm?: boolean;
  /** By which the body is written: it is sent as the schema parses it. */
  schema?: z.ZodType;
  headers?: Record<string, string>;
  /** The token of a caller on whose behalf the call is made; the service's own unless given. */
  token?: string | undefined;
}

/**
 * A neighbour gets a token, the trace and the baggage; a third party gets the correlation ID alone.
 * @param isTraced whether it gets the trace without a token, as the issuer of tokens does
 */
export function requestHeaders({ body, isForm, headers, token }: Outgoing, isTraced = false) {
  const { traceparent, tracestate, baggage } = traceHeaders();
  const correlationId = traceIdsOf().correlation_id;
  return {
    accept: 'application/json, application/problem+json',
    ...(token && { authorization: `Bearer ${token}`, baggage }),
    ...((token || isTraced) && { traceparent, tracestate }),
    ...(correlationId && { 'x-correlation-id': correlationId }),
    ...(body !== undefined && { 'content-type': isForm ? FORM_TYPE : JSON_TYPE }),
    ...headers,
  };
}

/** Serializes a body; null when there is none. @throws ZodError when the body does not fit its schema */
export function requestBody({ body: given, schema, isForm }: Outgoing): string | null {
  const body = schema ? schema.parse(given) : given;
  if (body === undefined) return null;
  return isForm ? String(new URLSearchParams(body as Record<string, string>)) : JSON.stringify(body);
}
