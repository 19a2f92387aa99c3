import { html, type Html } from './html.js';
import { FIELDS, type FormProblem } from './signup.client.js';

interface Input {
  name: string;
  autocomplete: string;
  most: number;
  type?: 'email' | 'password';
  isOptional?: true;
}

/** As many addresses as `signup` takes, with a comma and a space between them. */
export const MOST_OF_FRIENDS = 100 * 256;

/** The fields of the form, with what browsers fill in by themselves (https://html.spec.whatwg.org/#autofill), and how long each may be. */
const INPUTS: Input[] = [
  { name: 'givenName', autocomplete: 'given-name', most: 100 },
  { name: 'familyName', autocomplete: 'family-name', most: 100 },
  { name: 'line1', autocomplete: 'address-line1', most: 200 },
  { name: 'line2', autocomplete: 'address-line2', most: 200, isOptional: true },
  { name: 'city', autocomplete: 'address-level2', most: 100 },
  { name: 'postcode', autocomplete: 'postal-code', most: 20 },
  { name: 'country', autocomplete: 'country', most: 2 },
  { name: 'email', autocomplete: 'username', most: 254, type: 'email' },
  { name: 'password', autocomplete: 'new-password', most: 256, type: 'password' },
  { name: 'friends', autocomplete: 'off', most: MOST_OF_FRIENDS, isOptional: true },
];
const HELP: Record<string, string> = {
  line2: 'If you need a second line.',
  country: 'Two letters, such as GB.',
  password: 'At least 8 characters.',
  friends: 'If you like, with commas between them. Friends who name each other are suggested to each other.',
};

/** What the form shows. */
export interface SignUpView {
  up: string;
  /** By which a repetition signs nobody up twice. */
  key: string;
  /** What was typed; never the password. */
  typed?: Readonly<Record<string, string>>;
  /** Why it is shown again. */
  problems?: readonly FormProblem[];
}

function field(input: Input, value = '', problems: readonly string[] = []): Html {
  const { name, autocomplete, most, type = 'text', isOptional } = input;
  const help = HELP[name] && html`<span id="${name}-help" class="quiet-text"> ${HELP[name]}</span>`;
  const error = problems.length > 0 && html`<span id="${name}-error"> ${problems.join(', ')}</span>`;
  const described = [error && `${name}-error`, help && `${name}-help`].filter(Boolean).join(' ');
  return html`<p>
    <label for="${name}">${FIELDS[name]}</label
    ><input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      maxlength="${most}"
      value="${value}"
      ${described && html`aria-describedby="${described}"`}
      ${error && html`aria-invalid="true"`}
      ${!isOptional && html`required`}
    />${help}${error}
  </p>`;
}

const inWords = ({ field, text }: FormProblem): string => (field ? `${FIELDS[field]}: ${text}` : text);

export function signUpPage({ up, key, typed = {}, problems = [] }: SignUpView): {
  title: string;
  content: Html;
} {
  const textsOf = (name: string) => problems.filter((one) => one.field === name).map(({ text }) => text);
  return {
    title: 'Sign up',
    content: html`<h1>Sign up</h1>
      ${
        problems.length > 0 &&
        html`<div class="alert" role="alert">
          <ul>
            ${problems.map((one) => html`<li>${inWords(one)}</li>`)}
          </ul>
        </div>`
      }
      <form method="post" action="${up}shop/sign-up">
        <input type="hidden" name="key" value="${key}" />
        ${INPUTS.map((input) => field(input, typed[input.name], textsOf(input.name)))}
        <p><button>Sign up</button></p>
      </form>
      <p><a href="${up}shop/log-in">Log in instead</a></p>`,
  };
}
