import { html } from '../../lib/htm/htm-preact.mjs';
import { misleading } from './hidden.js';
import { labelName, labels } from './vocabulary.js';
import { say, whole } from './words.js';

/** Which kind wins where marks overlap: what a rule found, then what raised a score. */
const found = ['banned', 'suspect', 'reserved', 'phone', 'email', 'bankAccount', 'link'];
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
    return { start, end, label: kinds[0], title: kinds.map(nameOf).join(', ') };
  });
  const shown = misleading(text);
  return pieces.map((piece) => (piece.label
    ? html`<mark class=${piece.label} title=${piece.title}>${reveal(text, shown, piece)}</mark>`
    : reveal(text, shown, piece)));
}

const nameOf = (kind) => (found.includes(kind) ? say(`found.${kind}`) : labelName(kind));

/** A text, or a piece of it, with what cannot be seen in it made visible. */
export function reveal(text, shown = misleading(text), { start, end } = { start: 0, end: text.length }) {
  const parts = [];
  let from = start;
  for (const one of shown.filter((each) => each.start < end && each.end > start)) {
    parts.push(text.slice(from, Math.max(from, one.start)));
    // Half of a stretch in the piece before: it stands there.
    if (one.start >= start) parts.push(html`<span class="unseen" title=${say('unseen')}>${name(one)}</span>`);
    from = Math.min(end, one.end);
  }
  parts.push(text.slice(from, end));
  return parts;
}

const name = ({ character, lines }) => (character
  ? `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  : lines > 1 ? say('unseenLines', { n: whole(lines) }) : '↵');
