import { ask } from '#tooling/platform';

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Sends a request, with a body as JSON. @throws NoAnswer when there is no answer in time */
export function send(
  method: string,
  url: URL | string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return ask(url, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
}

/** What the problem details of an answer say. */
export async function detailOf(response: Response): Promise<string> {
  const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
  return detail ?? 'it says no more';
}
