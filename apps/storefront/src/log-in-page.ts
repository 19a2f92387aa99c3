import { html, type Html } from './html.js';

/** What the form to log in shows. */
export interface LogInView {
  up: string;
  /** What was typed, or signed up with. */
  email?: string;
  /** What went well before. */
  note?: string;
  /** Why it is shown again. */
  alert?: string;
}

export const SIGNED_UP =
  'You have signed up. It takes a moment until you can log in. A mail asks you to verify your e-mail address; you need not wait for it.';

const addressField = (email: string): Html =>
  html`<p>
    <label for="email">E-mail address</label
    ><input
      id="email"
      name="email"
      type="email"
      autocomplete="username"
      maxlength="254"
      value="${email}"
      required
    />
  </p>`;

export const logInPage = ({ up, email = '', note, alert }: LogInView): { title: string; content: Html } => ({
  title: 'Log in',
  content: html`<h1>Log in</h1>
    ${note && html`<p class="note" role="status">${note}</p>`}
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    <form method="post" action="${up}shop/log-in">
      ${addressField(email)}
      <p>
        <label for="password">Password</label
        ><input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxlength="256"
          required
        />
      </p>
      <p><button>Log in</button></p>
    </form>
    <p><a href="${up}shop/sign-up">Sign up, if you have no account yet</a></p>
    <p><a href="${up}shop/new-password">I have forgotten my password</a></p>`,
});

/** What the form to ask for a new password shows. */
interface NewPasswordView extends Omit<LogInView, 'note'> {
  /** Whether a mail has been asked for. */
  isAsked?: boolean;
}

export const newPasswordPage = ({
  up,
  email = '',
  alert,
  isAsked,
}: NewPasswordView): { title: string; content: Html } => ({
  title: 'New password',
  content: isAsked
    ? html`<h1>Look at your mail</h1>
        <p role="status">
          If an account has this address, a mail with a link that sets a new password is on its way. It works
          once, for an hour.
        </p>
        <p><a href="${up}shop/log-in">Log in</a></p>`
    : html`<h1>New password</h1>
        ${alert && html`<p class="alert" role="alert">${alert}</p>`}
        <form method="post" action="${up}shop/new-password">
          ${addressField(email)}
          <p><button>Send me a link</button></p>
        </form>`,
});
