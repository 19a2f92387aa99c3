import { Access, notFound, Unlimited } from '#libs/service';
import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController, ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { MonitorConfig } from './monitor.config.js';
import { type PageFile, pageFiles } from './page-files.js';

/** Only its own files, and requests to this service; in the embedded run also to the launcher, which turns faults on. */
const policyOf = ({ FAULTS_URL }: MonitorConfig) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${FAULTS_URL ? ` ${new URL(FAULTS_URL).origin}` : ''}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The page for operators. It holds no data: its script asks for them with the operator's token. */
@ApiExcludeController()
@Controller()
export class PageController {
  private readonly files: ReadonlyMap<string, PageFile>;
  private readonly policy: string;

  constructor(config: MonitorConfig) {
    this.files = pageFiles(config.COMMAND_OPTIONS ?? '');
    this.policy = policyOf(config);
  }

  @Get()
  @Access({ public: true })
  @Unlimited('the page itself, without data')
  @ApiProduces('text/html')
  page(@Res({ passthrough: true }) reply: FastifyReply, @Headers('if-none-match') known?: string) {
    return this.send('', reply, known);
  }

  @Get('page/:name')
  @Access({ public: true })
  @Unlimited('a file of the page, without data')
  @ApiProduces('text/javascript', 'text/css')
  file(
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Headers('if-none-match') known?: string,
  ) {
    return this.send(name, reply, known);
  }

  private send(name: string, reply: FastifyReply, known?: string): string | undefined {
    const file = this.files.get(name);
    if (!file) throw notFound();
    void reply.headers({
      'content-type': file.type,
      'content-security-policy': this.policy,
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
      etag: file.etag,
    });
    if (known !== file.etag) return file.text;
    void reply.status(304);
    return undefined;
  }
}
