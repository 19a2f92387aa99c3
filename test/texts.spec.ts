import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Registration } from '../apps/customers/src/customer.js';
import { registrationOf, Signup } from '../apps/signup/src/signup.js';

const ADDRESS = {
  line1: '1 Record Lane',
  line2: 'Flat 2',
  city: 'Leeds',
  postcode: 'LS1 4AP',
  country: 'GB',
};
const ANN = {
  email: 'ann@example.com',
  givenName: 'Ann',
  familyName: 'Lee',
  address: ADDRESS,
  friends: ['bob@example.com'],
};
const FIELDS = [
  'email',
  'givenName',
  'familyName',
  'line1',
  'line2',
  'city',
  'postcode',
  'country',
  'friends',
] as const;
const CHARACTERS = Array.from({ length: 0x110000 }, (_, point) => String.fromCodePoint(point)).filter((one) =>
  /^[^\p{Cn}\p{Co}]$/u.test(one),
);

/** A sign-up with this text in one field, and what signup passes on of it; undefined when it refuses it. */
function passedOn(field: (typeof FIELDS)[number], text: string) {
  const value = field === 'friends' ? [text] : text;
  const signup =
    field in ADDRESS ? { ...ANN, address: { ...ADDRESS, [field]: text } } : { ...ANN, [field]: value };
  const { data } = Signup.safeParse({ ...signup, password: 'correct horse' });
  return { sent: signup, data: data && registrationOf(data) };
}

const inV2 = ({ givenName, familyName, ...rest }: typeof ANN) => ({
  ...rest,
  name: { given: givenName, family: familyName },
});

/** Services share no code, so each has schemas of its own. */
describe('signup and customers', () => {
  it.each(FIELDS)('accept the same texts as %s, and store the same', (field) => {
    const odd = fc.constantFrom(
      '@',
      '.',
      'example',
      ' ',
      '\u200d',
      '\u202e',
      '\u0301',
      'K',
      'GB',
      'ZZ',
      'a',
      '👩',
    );
    const some = fc.nat(CHARACTERS.length - 1).map((at) => CHARACTERS[at] as string);
    const texts = fc.array(fc.oneof(odd, some, some), { maxLength: 12 }).map((parts) => parts.join(''));
    const lengths = fc
      .constantFrom(19, 20, 21, 99, 100, 101, 199, 200, 201, 253, 254, 255)
      .map((length) => 'a'.repeat(length));
    const holds = (text: string) => {
      const { sent, data } = passedOn(field, text);
      const stored = Registration.safeParse(inV2(sent as typeof ANN)).data;
      expect(stored).toEqual(data && inV2(data as typeof ANN));
      if (data) expect(Registration.parse(inV2(data as typeof ANN))).toEqual(stored);
    };
    fc.assert(fc.property(fc.oneof(texts, lengths), holds), { seed: 14, numRuns: 1_000 });
  });
});
