import { HANDLER_LIMIT_MS } from '#libs/messaging';
import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmailConfig } from '../src/email.config.js';
import { WHOLE_MAIL } from '../src/verification.mailer.js';

it('gives a mail up before the limit of its handler, as the documentation says', () => {
  const answerMs = EmailConfig.schema.shape.SMTP_TIMEOUT?.parse(undefined) as number;
  expect(WHOLE_MAIL * answerMs).toBeLessThan(HANDLER_LIMIT_MS);
  const docs = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8');
  expect(docs).toContain(
    `\`SMTP_TIMEOUT\` (${answerMs / 1_000} s) for each answer, and twice that for a whole mail`,
  );
  expect(WHOLE_MAIL).toBe(2);
});
