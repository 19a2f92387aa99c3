import { ask, eventually } from '#tooling/platform';

const PASSWORD = 'correct horse battery';

/** Where people sign up and log in. */
interface Doors {
  signup: string;
  passwords: string;
}

const post = (url: string, body: object): Promise<Response> =>
  ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** Signs an invented person up. @returns an access token, as soon as the person can log in */
export async function tokenOfPerson({ signup, passwords }: Doors, email: string): Promise<string> {
  const address = { line1: '1 Record Lane', city: 'Leeds', postcode: 'LS1 4AP', country: 'GB' };
  const person = { email, password: PASSWORD, givenName: 'Ann', familyName: 'Archer', address };
  await eventually(async () => (await post(`${signup}/signups`, person)).status === 201); // 503 while others keep it busy
  return eventually(async () => {
    const answer = await post(`${passwords}/sessions`, { email, password: PASSWORD });
    return answer.status === 201 && ((await answer.json()) as { accessToken: string }).accessToken;
  });
}
