import { Access, notFound, Unlimited } from '#libs/service';
import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNBOOKS = 'observability/runbooks';

/** The root of the checkout or of the image: this file lies in its sources, or in what was compiled of them. */
const ROOT = ['../../../', '../../../../']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((folder) => existsSync(join(folder, RUNBOOKS)));

/** The runbooks, to which alerts lead: of the very version that runs. */
@ApiExcludeController()
@Controller('runbooks')
export class RunbooksController {
  private readonly texts = new Map(
    globSync(join(ROOT ?? '', RUNBOOKS, '*.md')).map((file) => [basename(file), readFileSync(file, 'utf8')]),
  );

  @Get(':name')
  @Access({ public: true })
  @Unlimited('a text of the repository')
  @Header('content-type', 'text/markdown; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'")
  runbook(@Param('name') name: string): string {
    const text = this.texts.get(name);
    if (text === undefined) throw notFound();
    return text;
  }
}
