import { duration, origins, secret, services, siteName, statelessConfiguration } from '#libs/service';
import { z } from 'zod';

export class GatewayConfig extends statelessConfiguration('gateway', {
  SERVICE_URLS: services(),
  EDGE_KEY: secret(
    'The secret by which this service proves to the others that it names the address of a caller',
  ),
  PUBLIC_API: z.string().default('contracts/openapi/public.json').meta({
    description: 'The OpenAPI document by which requests are passed on',
  }),
  SITE_NAME: siteName(),
  ALLOWED_ORIGINS: origins(
    'Origins whose pages may call the API and read its answers, separated by commas; `*` for all, none when it is not set',
  ),
  PREFLIGHT_VALID: duration('2h').meta({
    description:
      'How long browsers may keep what a preflight request told them; browsers keep it for 2 hours at most',
  }),
  CONNECT_TIMEOUT: duration('2s').meta({ description: 'Longest wait for a connection to a service' }),
  ANSWER_TIMEOUT: duration('30s').meta({
    description: 'Longest wait for a service to begin its answer; a stream then lasts as long as it likes',
  }),
}) {}
