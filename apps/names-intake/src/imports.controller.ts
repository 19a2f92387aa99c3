import { Access, Refuses, Unlimited } from '#libs/service';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { Chunk, ImportId, OtherFile, OutOfStep, Progress } from './import-chunk.js';
import { Imports } from './imports.js';

/** Takes official files in chunks, each of which counts once: see import-files.ts. */
@Controller('imports')
export class ImportsController {
  constructor(private readonly imports: Imports) {}

  @Post(':importId')
  @ApiOperation({
    operationId: 'importNames',
    summary: 'Import a chunk of an official file',
    description:
      'A chunk that was imported before has no effect. The id of an import is the SHA-256 of its file.',
  })
  @Refuses(OtherFile, OutOfStep)
  @HttpCode(200)
  @Access({ services: ['names-intake'], role: 'operator' })
  @Unlimited('costs an event of 1,000 lines at most; each chunk of a file counts once')
  @ApiOkResponse({ standardSchema: Progress })
  take(
    @Param('importId', { schema: ImportId }) importId: string,
    @Body({ schema: Chunk }) chunk: z.infer<typeof Chunk>,
  ) {
    return this.imports.take(importId, chunk);
  }
}
