/** The token of an operator who asks, in order to ask services on their behalf. */
export const tokenIn = (authorization = ''): string => authorization.replace(/^Bearer /i, '');
