import { z } from 'zod';

/** An e-mail address as `passwords` and `signup` take it. */
const Address = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** What is wrong with an e-mail address; undefined when nothing is. */
export const wrongWithEmail = (typed: string): string | undefined =>
  Address.safeParse(typed).error?.issues[0]?.message;

/** What somebody searches for: a database stores no NUL, and no title has a control character. */
export const searchText = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    // oxlint-disable-next-line no-control-regex
    .regex(/^[^\u0000-\u001f\u007f-\u009f]*$/, 'must not contain control characters');

/** The id of a record, as it is stored. */
export const RecordId = z.uuid().toLowerCase().describe('The id of the record');
