/** What a list becomes, as far as it can be told without asking the server. */

export const empty = { typed: '', removed: new Set() };

/** Terms are compared as the server stores them. */
const linesOf = (typed) => typed.split('\n').map((line) => line.trim().normalize());

/** A list before and after. */
function difference(before, after) {
  const [was, will] = [new Set(before), new Set(after)];
  return { terms: after, added: after.filter((term) => !was.has(term)), removed: before.filter((term) => !will.has(term)) };
}

/** With what was typed, without what was removed. */
export function changed(terms, { typed, removed }) {
  const after = new Set(terms.filter((term) => !removed.has(term)));
  for (const term of linesOf(typed)) if (term) after.add(term);
  return difference(terms, [...after]);
}

/** As an older version was, from the versions since, newest first. */
export function backTo(terms, versions, older) {
  const after = new Set(terms);
  for (const { version, added, removed } of versions) {
    if (version <= older) break;
    for (const term of added) after.delete(term);
    for (const term of removed) after.add(term);
  }
  return difference(terms, [...after]);
}

/** A draft that makes of a list what a file holds. */
export function replacing(terms, file) {
  const { added, removed } = difference(terms, file);
  return { typed: added.join('\n'), removed: new Set(removed) };
}

/** A draft with the terms of a file beside what was typed before. */
export const adding = (terms, file, { typed, removed }) =>
  ({ typed: [typed.trim(), ...difference(terms, file).added].filter(Boolean).join('\n'), removed });

/** What the server finds wrong in the terms that were sent, by the lines on which they were typed. */
export function faults(errors, sent, typed) {
  const lines = linesOf(typed);
  return Object.entries(errors).map(([place, [fault]]) => {
    const index = /^terms\[(\d+)\]$/.exec(place)?.[1];
    return { line: index === undefined ? 0 : lines.indexOf(sent[index]) + 1, fault };
  });
}

/** Without case and diacritics, to be looked for. */
export const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
