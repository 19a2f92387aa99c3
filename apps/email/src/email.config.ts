import {
  configuration,
  duration,
  link,
  outside,
  peer,
  perHour,
  perMinute,
  secret,
  siteName,
} from '#libs/service';
import { z } from 'zod';
import { SendNotice, SendOrderMail, SendReset, SendVerification } from './events.js';

export class EmailConfig extends configuration('email', {
  SMTP_URL: outside('smtp', 'The mail server: smtp://user:password@host:port, or smtps://', [
    SendVerification.type,
    SendReset.type,
    SendNotice.type,
    SendOrderMail.type,
  ]),
  PASSWORDS_URL: peer('passwords', [SendReset.type]),
  SMTP_TIMEOUT: duration('10s').meta({
    description: 'Longest wait for an answer of the mail server; a whole mail may take twice as long',
  }),
  SITE_NAME: siteName(),
  MAIL_FROM: z.string().default('hello@musiccorp.example').meta({
    description:
      'The address from which mails come, or `NAME <ADDRESS>`; the name is SITE_NAME unless it has one',
  }),
  PUBLIC_URL: link('email'),
  VERIFICATION_KEY: secret('The key that signs verification links'),
  VERIFICATIONS_PER_MINUTE: perMinute(60, 'Verification links opened per minute from one network address'),
  VERIFICATION_REQUESTS_PER_MINUTE: perMinute(
    10,
    'Verification mails requested again per minute from one network address',
  ),
  VERIFICATION_REQUESTS_PER_HOUR: perHour(3, 'Verification mails requested again per hour by one customer'),
  MAILS_PER_ADDRESS_PER_HOUR: perHour(
    3,
    'Mails of one kind per hour to one e-mail address; further ones wait',
  ),
  ORDER_MAILS_PER_ADDRESS_PER_HOUR: perHour(
    60,
    'Mails about orders per hour to one e-mail address; further ones wait',
  ),
  VERIFICATION_VALID: duration('2d').meta({ description: 'How long a verification link is valid' }),
}) {}
