/** How long a text may be, in characters as people see them, as the server counts: nothing that is typed is ever cut. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { say, whole } from './words.js';

const segmenter = new Intl.Segmenter('vi', { granularity: 'grapheme' });

export const lengthOf = (text) => [...segmenter.segment(text)].length;

/** How much may still be typed, from where it begins to matter; beside the field that it describes. */
export function Left({ id, text, most }) {
  const left = most - lengthOf(text.trim());
  return html`<span id=${id} class=${left < 0 ? 'left over' : 'left'}>${
    left < 0 ? say('length.over', { n: whole(-left) }) : left <= most / 4 && say('length.left', { n: whole(left) })}</span>`;
}
