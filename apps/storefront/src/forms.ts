import type { FastifyInstance } from 'fastify';
import { FORM_TYPE } from '#libs/service';
import type { HttpAdapterHost } from '@nestjs/core';

/** Reads the forms that browsers send; of a field that comes twice, the last one counts. */
export function readForms({ httpAdapter }: HttpAdapterHost): void {
  const server = httpAdapter.getInstance<FastifyInstance>();
  if (server.hasContentTypeParser(FORM_TYPE)) return;
  server.addContentTypeParser(FORM_TYPE, { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
}
