import { html, type Html } from './html.js';
import { FIELDS } from './signup.client.js';

/** The fields of the form, with what browsers fill in by themselves (https://html.spec.whatwg.org/#autofill), and how long each may be. */
const INPUTS = [
  { name: 'givenName', autocomplete: 'given-name', most: 100 },
  { name: 'familyName', autocomplete: 'family-name', most: 100 },
  { name: 'line1', autocomplete: 'address-line1', most: 200 },
  { name: 'city', autocomplete: 'address-level2', most: 100 },
  { name: 'postcode', autocomplete: 'postal-code', most: 20 },
  { name: 'country', autocomplete: 'country', most: 2 },
  { name: 'email', autocomplete: 'username', most: 254, type: 'email' },
  { name: 'password', autocomplete: 'new-password', most: 256, type: 'password' },
];
const HELP: Record<string, string> = {
  country: 'Two letters, such as GB.',
  password: 'At least 8 characters.',
};

/** What the form shows. */
export interface SignUpView {
  up: string;
  /** By which a repetition signs nobody up twice. */
  key: string;
  /** What was typed; never the password. */
  typed?: Readonly<Record<string, string>>;
  /** Why it is shown again. */
  problems?: readonly string[];
}

const field = ({ name, autocomplete, most, type = 'text' }: (typeof INPUTS)[number], value = ''): Html =>
  html`<p>
    <label for="${name}">${FIELDS[name]}</label
    ><input
      id="${name}"
      name="${name}"
      type="${type}"
      autocomplete="${autocomplete}"
      maxlength="${most}"
      value="${value}"
      aria-describedby="${name}-help"
      required
    /><span id="${name}-help" class="quiet-text"> ${HELP[name]}</span>
  </p>`;

export const signUpPage = ({
  up,
  key,
  typed = {},
  problems = [],
}: SignUpView): { title: string; content: Html } => ({
  title: 'Sign up',
  content: html`<h1>Sign up</h1>
    ${
      problems.length > 0 &&
      html`<div class="alert" role="alert">
        <ul>
          ${problems.map((one) => html`<li>${one}</li>`)}
        </ul>
      </div>`
    }
    <form method="post" action="${up}shop/sign-up">
      <input type="hidden" name="key" value="${key}" />
      ${INPUTS.map((input) => field(input, typed[input.name]))}
      <p><button>Sign up</button></p>
    </form>
    <p><a href="${up}shop/log-in">Log in instead</a></p>`,
});
