import { type Child, h, type VNode } from '../src/page/html.js';

/** What a reader reads of what is drawn. */
export const drawnText = (child: Child): string => h('p', {}, child).children.map(textOf).join('');

const textOf = (node: VNode | string): string =>
  typeof node === 'string' ? node : node.children.map(textOf).join('');

/** Stands in for the HTML of the page. @param options of the commands that it shows */
export const pretendPage = (options = ''): void => {
  Object.assign(globalThis, { document: { querySelector: () => ({ getAttribute: () => options }) } });
};
