import { html } from '../../lib/htm/htm-preact.mjs';
import { reveal } from './marked.js';
import { say } from './words.js';

/** A text with what was taken out of it and put in, word by word; marked by signs and lines as well as by colour. */
export const Difference = ({ before, after }) => html`
  <span class="diff">${difference(before, after).map(({ kind, text }) => (kind === 'same' ? reveal(text)
    : kind === 'del' ? html`<del title=${say('edited.takenOut')}>${reveal(text)}</del>`
      : html`<ins title=${say('edited.putIn')}>${reveal(text)}</ins>`))}</span>`;

/** The same of a title and a content, one below the other. */
export const Differences = ({ before, after }) => html`
  <p dir="auto"><b><${Difference} before=${before.title} after=${after.title} /></b></p>
  <p class="lines" dir="auto"><${Difference} before=${before.content} after=${after.content} /></p>`;

/** `[{ kind: 'same' | 'del' | 'ins', text }]`: without its insertions it reads as `before`, without its deletions as `after`. */
function difference(before, after) {
  const [old, young] = [words(before), words(after)];
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start++;
  let end = 0;
  while (end < old.length - start && end < young.length - start && old.at(-1 - end) === young.at(-1 - end)) end++;
  const runs = [];
  for (const word of old.slice(0, start)) add(runs, 'same', word);
  changes(old.slice(start, old.length - end), young.slice(start, young.length - end), runs);
  for (const word of old.slice(old.length - end)) add(runs, 'same', word);
  return runs.flatMap(({ kind, text, del, ins }) => (kind === 'same'
    ? [{ kind, text }]
    : [{ kind: 'del', text: del }, { kind: 'ins', text: ins }].filter((run) => run.text)));
}

/** Line breaks are those of a text field. */
export const lines = (text) => text.replace(/\r\n?/g, '\n');

const words = (text) => lines(text).match(/[\p{L}\p{M}\p{N}]+|\n|[^\S\n]+|[^\p{L}\p{M}\p{N}\s]/gu) ?? [];

/** The longest common subsequence; a space alone between two changes belongs to both. */
function changes(old, young, runs) {
  const wide = young.length + 1;
  const common = new Uint16Array((old.length + 1) * wide);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      common[i * wide + j] = old[i] === young[j]
        ? common[(i + 1) * wide + j + 1] + 1
        : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
    }
  }
  for (let i = 0, j = 0; i < old.length || j < young.length;) {
    if (i < old.length && old[i] === young[j]) {
      add(runs, isBetween(old, young, i, j) && runs.at(-1)?.kind === 'change' ? 'both' : 'same', old[i]);
      i++;
      j++;
    } else if (i < old.length && (j === young.length || common[(i + 1) * wide + j] >= common[i * wide + j + 1])) {
      add(runs, 'del', old[i++]);
    } else {
      add(runs, 'ins', young[j++]);
    }
  }
}

const isBetween = (old, young, i, j) =>
  /^[^\S\n]+$/.test(old[i]) && i + 1 < old.length && j + 1 < young.length && old[i + 1] !== young[j + 1];

/** Appends a word to the last run, or begins one. */
function add(runs, kind, word) {
  const last = runs.at(-1);
  if (kind === 'same') {
    if (last?.kind === 'same') last.text += word;
    else runs.push({ kind, text: word });
    return;
  }
  const run = last?.kind === 'change' ? last : runs[runs.push({ kind: 'change', del: '', ins: '' }) - 1];
  if (kind !== 'ins') run.del += word;
  if (kind !== 'del') run.ins += word;
}
