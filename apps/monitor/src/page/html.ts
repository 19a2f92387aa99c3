import { browser, type Element, type Happening, type Node } from './dom.js';

type Listener = (happening: Happening) => unknown;
type Attributes = Readonly<Record<string, string | number | boolean | undefined | Listener>>;

/** An element as it should be. Text in it is text, whatever characters it has. */
export interface VNode {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly (VNode | string)[];
}

export type Child = VNode | string | number | false | null | undefined | readonly Child[];

/**
 * Describes an element.
 * @param attributes `key` names a row among its neighbours; `onclick` and the like are listeners; false leaves one out
 */
export const h = (tag: string, attributes: Attributes = {}, ...children: Child[]): VNode => ({
  tag,
  attributes,
  children: flat(children),
});

function flat(children: readonly Child[]): (VNode | string)[] {
  return children.flatMap((child): (VNode | string)[] => {
    if (child === false || child === null || child === undefined || child === '') return [];
    if (Array.isArray(child)) return flat(child as readonly Child[]);
    return [typeof child === 'number' ? String(child) : (child as VNode | string)];
  });
}

/** What each element was drawn from. */
const drawn = new WeakMap<Node, VNode>();
const keyOf = (node: Node) => drawn.get(node)?.attributes.key;

/**
 * Makes the children of an element what they should be. Elements that stay are kept, with focus, selection and what was typed
 * into them.
 */
export function draw(parent: Element, children: Child, isSvg = false): void {
  const wanted = flat([children]);
  const keys = new Set(wanted.map((child) => typeof child === 'object' && child.attributes.key));
  const known = new Map<unknown, Node>();
  for (const node of Array.from(parent.childNodes)) {
    const key = keyOf(node);
    if (key === undefined) continue;
    if (keys.has(key as string)) known.set(key, node);
    else parent.removeChild(node);
  }
  let at = parent.firstChild;
  for (const child of wanted) {
    const reused = fitting(child, at, known);
    const node = reused ?? create(child, isSvg);
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
    update(node, child, isSvg);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    parent.removeChild(gone);
  }
}

/** The node that can become what it should be: the one of the same key, or the next one if it is of the same kind. */
function fitting(
  child: VNode | string,
  at: Node | null,
  known: ReadonlyMap<unknown, Node>,
): Node | undefined {
  const key = typeof child === 'object' ? child.attributes.key : undefined;
  const node = key === undefined ? at : known.get(key);
  const before = node ? drawn.get(node) : undefined;
  if (!node || (key === undefined && before?.attributes.key !== undefined)) return undefined;
  return (typeof child === 'object' ? child.tag : undefined) === before?.tag ? node : undefined;
}

const NAMESPACES = { html: 'http://www.w3.org/1999/xhtml', svg: 'http://www.w3.org/2000/svg' };

function create(child: VNode | string, isSvg: boolean): Node {
  if (typeof child === 'string') return browser.document.createTextNode(child);
  const namespace = isSvg || child.tag === 'svg' ? NAMESPACES.svg : NAMESPACES.html;
  const element = browser.document.createElementNS(namespace, child.tag);
  drawn.set(element, { tag: child.tag, attributes: {}, children: [] });
  return element;
}

function update(node: Node, child: VNode | string, isSvg: boolean): void {
  if (typeof child === 'string') {
    if (node.textContent !== child) node.textContent = child; // a screen reader would repeat it
    return;
  }
  const element = node as Element;
  const before = drawn.get(node)?.attributes ?? {};
  for (const name of Object.keys(before)) if (!(name in child.attributes)) set(element, name, undefined);
  for (const [name, value] of Object.entries(child.attributes))
    if (before[name] !== value) set(element, name, value);
  drawn.set(node, child);
  draw(element, child.children, isSvg || child.tag === 'svg');
}

function set(element: Element, name: string, value: Attributes[string]): void {
  if (name === 'key') return;
  if (name.startsWith('on')) Object.assign(element, { [name]: value ?? null });
  else if (value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}
