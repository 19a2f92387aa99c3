/** Whether a text is a URL with one of these schemes, such as `https`. */
export const isUrlOf = (text: string, ...schemes: string[]): boolean =>
  schemes.includes(URL.parse(text)?.protocol.slice(0, -1) ?? '');
