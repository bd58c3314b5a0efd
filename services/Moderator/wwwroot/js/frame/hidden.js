import { hidden } from './vocabulary.js';

/** What nobody sees, as the server defines it: the first group of a match is hidden, the rest belongs to what is seen. */
const pattern = new RegExp(hidden, 'gu');

/** More line breaks than this are shown as signs in one line. */
const mostBreaks = 50;

const lineBreak = /\r\n|[\r\n\v\f\u0085\u2028\u2029]/g;
const emptyLines = /(?:[^\S\r\n\v\f\u2028\u2029]*(?:\r\n|[\r\n\v\f\u0085\u2028\u2029])){3,}/g;

/** Whether nothing in a text can be seen. */
export const isBlank = (text) => text.replace(pattern, (found, one) => (one === undefined ? found : '')).trim() === '';

/**
 * The stretches of a text that would mislead if they were shown as they are: `[{ start, end, character | lines }]`, in order.
 * Hidden characters, runs of empty lines, and line breaks beyond those that a page has.
 */
export function misleading(text) {
  const found = [...text.matchAll(pattern)].filter(([, one]) => one !== undefined)
    .map(({ 0: character, index }) => ({ start: index, end: index + character.length, character }));
  const runs = [...text.matchAll(emptyLines)]
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length, lines: run.match(lineBreak).length - 1 }));
  let breaks = 0;
  for (const { 0: one, index } of text.matchAll(lineBreak)) {
    const isInRun = runs.some(({ start, end }) => index >= start && index < end);
    if (!isInRun && ++breaks > mostBreaks) runs.push({ start: index, end: index + one.length, lines: 1 });
  }
  const isInRun = ({ start }) => runs.some((run) => start >= run.start && start < run.end);
  return [...found.filter((one) => !isInRun(one)), ...runs].sort((a, b) => a.start - b.start);
}
