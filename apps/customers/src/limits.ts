import { Limit, perAddress, perPerson, when } from '#libs/service';
import type { FastifyRequest } from 'fastify';

const changesEmail = ({ body }: FastifyRequest): boolean =>
  body instanceof Object && 'email' in body && body.email !== undefined;

/** Limits changes, and those of the e-mail address by themselves. Both versions of the API count together. */
export const LimitChanges = () =>
  Limit(
    'sends a mail to a new e-mail address, or tells that it has an account; costs an event',
    perPerson('CHANGES_PER_MINUTE'),
    when(changesEmail, perPerson('EMAIL_CHANGES_PER_MINUTE')),
    when(changesEmail, perAddress('EMAIL_CHANGES_PER_ADDRESS_PER_MINUTE')),
  );

/** Why the other routes need no limit. */
export const REGISTERS =
  'sends a mail and a parcel; tells whether an e-mail address has an account; `signup` counts its callers';
export const SHOWS = 'tells the person’s own data';
export const ERASES = 'costs an event, once for each person';
