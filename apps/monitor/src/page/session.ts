import { browser } from './dom.js';

const KEY = 'token';
const { location, history, sessionStorage } = browser;

/** Takes the token out of the address, where others would see it, and keeps it for this tab. */
export function takeToken(): void {
  const found = /^#token=([^&]+)/.exec(location.hash);
  if (!found?.[1]) return;
  saveToken(decodeURIComponent(found[1]));
  history.replaceState(null, '', `${location.pathname}#/`);
}

export const token = (): string | null => sessionStorage.getItem(KEY);

/** Keeps what was pasted, also with the word `Bearer` before it. */
export const saveToken = (text: string): void =>
  sessionStorage.setItem(KEY, text.trim().replace(/^Bearer\s+/i, ''));

export const forgetToken = (): void => sessionStorage.removeItem(KEY);
