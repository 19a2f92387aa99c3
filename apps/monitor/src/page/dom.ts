// The part of the DOM that the page uses. TypeScript's DOM library would add its globals to every service.

export interface Node {
  readonly nextSibling: Node | null;
  readonly childNodes: Iterable<Node>;
  textContent: string;
}

export interface Element extends Node {
  readonly firstChild: Node | null;
  readonly isConnected: boolean;
  value: string;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  insertBefore(child: Node, next: Node | null): void;
  removeChild(child: Node): void;
  querySelector(selector: string): Element | null;
  focus(): void;
  scrollIntoView(): void;
}

/** An event of the page, such as a click. */
export interface Happening {
  readonly target: Element;
  preventDefault(): void;
}

interface Document {
  readonly hidden: boolean;
  readonly body: Element;
  readonly activeElement: Element | null;
  title: string;
  createElementNS(namespace: string, tag: string): Element;
  createTextNode(text: string): Node;
  querySelector(selector: string): Element | null;
  getElementById(id: string): Element | null;
  addEventListener(type: string, listener: () => void): void;
}

/** The globals of a browser. */
export interface Browser {
  readonly document: Document;
  readonly location: { readonly pathname: string; hash: string };
  readonly history: { replaceState(data: null, title: string, url: string): void };
  readonly sessionStorage: {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
  };
  addEventListener(type: string, listener: () => void): void;
}

export const browser = globalThis as unknown as Browser;
