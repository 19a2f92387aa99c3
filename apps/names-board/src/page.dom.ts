/** The part of the DOM that the page uses. TypeScript's DOM library would add its globals to every service. */
export interface Node {
  readonly children: ArrayLike<Node> & Iterable<Node>;
  readonly dataset: Record<string, string | undefined>;
  textContent: string;
  innerHTML: string;
  querySelector(selector: string): Node;
  setAttribute(name: string, value: string): void;
  prepend(child: Node): void;
  insertBefore(child: Node, next: Node | null): void;
  remove(): void;
  getBoundingClientRect(): { top: number };
  animate(frames: object[], options: object): unknown;
}

export interface Document extends Pick<Node, 'querySelector'> {
  readonly body: Node;
  createElement(tag: string): Node;
}
