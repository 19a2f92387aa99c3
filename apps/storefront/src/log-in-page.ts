import { html, type Html } from './html.js';

/** @param alert why it is shown again */
export const logInPage = (up: string, alert?: string): { title: string; content: Html } => ({
  title: 'Log in',
  content: html`<h1>Log in</h1>
    ${alert && html`<p class="alert" role="alert">${alert}</p>`}
    <form method="post" action="${up}shop/log-in">
      <p>
        <label for="email">E-mail address</label
        ><input id="email" name="email" type="email" autocomplete="username" maxlength="254" required />
      </p>
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
    </form>`,
});
