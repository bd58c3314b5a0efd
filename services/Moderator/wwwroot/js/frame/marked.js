import { html } from '../../lib/htm/htm-preact.mjs';
import { labelName, labels } from './vocabulary.js';
import { say } from './words.js';

/** Characters that change or hide text without being seen. A joiner inside an emoji is part of it. */
const unseen = new RegExp([
  /[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u,
  /[\u{e0000}-\u{e007f}]/u,
  /(?<!\p{Extended_Pictographic}\ufe0f?)\u200d/u,
  /\u200d(?!\p{Extended_Pictographic})/u,
].map(({ source }) => source).join('|'), 'gu');

/** Which kind wins where marks overlap: what a rule found, then what raised a score. */
const found = ['banned', 'suspect', 'phone', 'email', 'bankAccount', 'link'];
const order = [...found, ...labels.map(({ name }) => name)];

/** One of an item's texts as received, with its spans (UTF-16 units) marked and what cannot be seen made visible. */
export function Marked({ item, field }) {
  const text = item.text[field];
  const findings = item.review?.findings.flatMap((finding) => finding.spans ?? []) ?? [];
  const mine = [...findings.map((span) => ({ ...span, label: span.kind })), ...item.spans]
    .filter((span) => span.field === field && span.start < span.end && span.end <= text.length);
  const edges = [...new Set([0, text.length, ...mine.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const pieces = edges.slice(0, -1).map((start, i) => {
    const end = edges[i + 1];
    const kinds = order.filter((label) => mine.some((span) => span.label === label && span.start <= start && span.end >= end));
    return { text: text.slice(start, end), label: kinds[0], title: kinds.map(nameOf).join(', ') };
  });
  return pieces.map((piece) => (piece.label
    ? html`<mark class=${piece.label} title=${piece.title}>${reveal(piece.text)}</mark>`
    : reveal(piece.text)));
}

const nameOf = (kind) => (found.includes(kind) ? say(`found.${kind}`) : labelName(kind));

/** A text with what cannot be seen in it made visible. */
export function reveal(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(unseen)) {
    parts.push(text.slice(from, match.index), html`<span class="unseen" title=${say('unseen')}>${name(match[0])}</span>`);
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts;
}

const name = (character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
