import { escapeHtml } from '#libs/service';

/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a page: everything but `Html` is shown as text, whatever characters it has. */
export type Content = Html | string | number | false | undefined | readonly Content[];

/** A piece of a page: html`<p>${text}</p>`. */
export const html = (parts: TemplateStringsArray, ...contents: Content[]): Html =>
  new Html(parts.map((part, at) => part + textOf(contents[at])).join(''));

function textOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Html) return content.text;
  if (typeof content === 'object') return content.map(textOf).join('');
  return escapeHtml(String(content));
}
