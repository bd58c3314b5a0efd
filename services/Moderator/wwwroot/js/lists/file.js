import { html } from '../../lib/htm/htm-preact.mjs';
import { useId, useState } from '../../lib/preact/hooks.mjs';
import { explain, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { adding, replacing } from './draft.js';
import { Faults } from './faults.js';
import * as state from './state.js';

/** Reads a file and lays its terms into the draft, beside the list's or instead of them. `then` takes the focus on. */
export function FromFile({ then }) {
  const [read, setRead] = useState(null);
  const [problem, setProblem] = useState(null);
  const id = useId();
  const faults = Object.entries(problem?.problem?.errors ?? {})
    .map(([place, [fault]]) => ({ line: Number(/\d+/.exec(place) ?? 0), fault }));
  const choose = async ({ currentTarget: input }) => {
    setRead(null);
    setProblem(null);
    const [file] = input.files;
    if (!file) return;
    try {
      setRead({ name: file.name, ...await api.readFile(file) });
    } catch (error) {
      setProblem(error);
    }
    // The same file, corrected, can be chosen again.
    input.value = '';
  };
  const take = (draft) => {
    state.setDraft(draft);
    setRead(null);
    then();
  };
  const { terms } = state.list.value;
  return html`
    <div class="field">
      <label class="file"><span>${say('lists.file')}</span>
        <input type="file" class="hidden" accept=".txt,.csv,text/plain,text/csv" aria-invalid=${problem ? 'true' : undefined}
          aria-describedby=${id} onChange=${choose} /></label>
      <p id=${id}>${read
        ? say('lists.file.read', { name: read.name, n: whole(read.terms.length), doubles: whole(read.doubles) })
        : say('lists.file.form')}</p>
      ${problem && html`
        <p class="problem">${say('lists.file.refused')} ${faults.length === 0 && explain(problem, 'unreached')}</p>
        ${faults.length > 0 && html`<${Faults} faults=${faults} />`}`}
      ${read && html`<p class="choice">
        <button type="button" onClick=${() => take(adding(terms, read.terms, state.draft.value))}>
          ${say('lists.file.add')}</button>
        <button type="button" onClick=${() => take(replacing(terms, read.terms))}>${say('lists.file.replace')}</button></p>`}
    </div>`;
}
