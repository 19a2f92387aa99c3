import { UsageError, UserError } from '#tooling/platform';
import { readFile } from 'node:fs/promises';
import type { EditResult } from './hospital-answers.js';
import type { Answered, HospitalClient } from './hospital-client.js';
import { checkedWhy } from './why.js';

/** Which event to edit, and the file with its new body. */
export interface EditRequest {
  id: string | undefined;
  service: string | undefined;
  why: string | undefined;
  file: string | undefined;
}

/**
 * Has a service handle a new event in place of one that it has given up.
 * @throws UsageError when something is missing
 * @throws UserError when the file is not JSON, or the service refuses
 */
export async function editPatient(
  client: HospitalClient,
  { id, service, why: reason, file }: EditRequest,
): Promise<Answered<EditResult>> {
  if (!id) throw new UsageError('ID is missing: `list` with --event or --fingerprint shows the ids.');
  if (!service) throw new UsageError('--service is missing: name the service that has given it up.');
  const why = checkedWhy(reason, 'you edit');
  if (!file) throw new UsageError('--body is missing: name the JSON file with the whole new body.');
  const order = { id, why, body: await readJson(file) };
  const body = await client.ask<EditResult>(service, 'POST', 'edits', order);
  if (body) return { service, body };
  throw new UserError(`${service} has no event ${id} in its hospital, or runs a version that cannot edit.`);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(code ? `${file} cannot be read (${code}).` : `${file} is not JSON: fix it.`);
  }
}
