import { html } from '../../lib/htm/htm-preact.mjs';
import { useMemo, useState } from '../../lib/preact/hooks.mjs';
import { say, whole } from '../frame/words.js';
import { folded } from './draft.js';
import * as state from './state.js';

/** So many are shown at once; the rest is found by looking for it. */
const most = 200;

/** The terms in force, to look through and to take out. */
export function Terms() {
  const [sought, setSought] = useState('');
  const { terms } = state.list.value;
  const sorted = useMemo(() => {
    const { compare } = new Intl.Collator('vi', { numeric: true });
    return terms.map((term) => ({ term, plain: folded(term) })).sort((a, b) => compare(a.term, b.term));
  }, [terms]);
  const isSought = sought.trim() !== '';
  const found = isSought ? sorted.filter(({ plain }) => plain.includes(folded(sought.trim()))) : sorted;
  return html`
    <section>
      <h2>${say(`lists.${state.kind.value}`)}</h2>
      ${terms.length === 0 ? html`<p class="muted">${say('lists.terms.none')}</p>` : html`
        <div class="row">
          <label>${say('lists.terms.search')}
            <input type="search" value=${sought} onInput=${(event) => setSought(event.currentTarget.value)} /></label>
          <button type="button" onClick=${download}>${say('lists.terms.download')}</button>
        </div>
        <p class="muted" role="status">
          ${isSought && say('lists.terms.found', { n: whole(found.length), of: whole(terms.length) })}
          ${found.length > most && html` ${say('lists.terms.more', { n: whole(found.length - most) })}`}</p>
        <ul class="terms" lang="vi">${found.slice(0, most).map(({ term }) => html`<${Term} key=${term} term=${term} />`)}</ul>`}
    </section>`;
}

function Term({ term }) {
  const { draft: { value: draft } } = state;
  const isRemoved = draft.removed.has(term);
  const toggle = () => {
    const removed = new Set(draft.removed);
    if (!removed.delete(term)) removed.add(term);
    state.setDraft({ ...draft, removed });
  };
  const word = say(isRemoved ? 'lists.terms.keep' : 'lists.terms.remove', { term });
  return html`
    <li>${isRemoved ? html`<del>${term}</del>` : html`<bdi>${term}</bdi>`}
      ${state.mayChange.value && html`
        <button type="button" class="quiet" aria-label=${word} title=${word} onClick=${toggle}>${isRemoved ? '↶' : '×'}</button>`}
    </li>`;
}

function download() {
  const { kind, version, terms } = state.list.value;
  // A line that begins with # would be left out when the file is read again.
  const lines = terms.map((term) => (term.startsWith('#') ? ` ${term}\n` : `${term}\n`));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(lines, { type: 'text/plain' }));
  link.download = `${kind}-${version}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
