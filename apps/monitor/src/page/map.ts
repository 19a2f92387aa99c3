import type { Landscape, Overview } from './data.js';
import type { Child } from './html.js';
import { h } from './html.js';

export function mapOf(_landscape: Landscape, _overview: Overview): Child {
  return h('p', { class: 'empty' }, 'The map is being drawn.');
}
