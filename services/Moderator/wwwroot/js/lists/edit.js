import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useId, useRef, useState } from '../../lib/preact/hooks.mjs';
import { explain, say, whole } from '../frame/words.js';
import { empty } from './draft.js';
import { Faults } from './faults.js';
import { FromFile } from './file.js';
import * as state from './state.js';

/** What is to be added, and the way to save it with what is to go: always by a preview. */
export function Edit() {
  const [problem, setProblem] = useState(null);
  const [looking, setLooking] = useState(false);
  const field = useRef(null);
  const id = useId();
  const { value: draft } = state.draft;
  const { value: wrong } = state.wrong;
  useEffect(() => { if (wrong.length > 0) field.current.focus(); }, [wrong]);
  const look = async (event) => {
    event.preventDefault();
    if (looking) return;
    setLooking(true);
    setProblem(null);
    try {
      await state.look();
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    } finally {
      setLooking(false);
    }
  };
  const reset = () => {
    state.setDraft(empty);
    field.current.focus();
  };
  return html`
    <form class="edit" onSubmit=${look}>
      <h2>${say('lists.edit')}</h2>
      <div class="field">
        <label for=${id}>${say('lists.edit.add')}</label>
        <textarea id=${id} ref=${field} rows="6" lang="vi" spellcheck="false" autocomplete="off" value=${draft.typed}
          aria-invalid=${wrong.length > 0 ? 'true' : undefined} aria-describedby=${wrong.length > 0 ? `${id}-wrong` : undefined}
          onInput=${(event) => state.setDraft({ ...draft, typed: event.currentTarget.value })}></textarea>
        ${wrong.length > 0 && html`<${Faults} id=${`${id}-wrong`} faults=${wrong} />`}
      </div>
      <${FromFile} then=${() => field.current.focus()} />
      <p class="unsaved" role="status">${state.isChanged.value && say('lists.edit.unsaved', counts())}</p>
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      <p class="choice">
        <button type="submit" class="primary" disabled=${!state.isChanged.value} aria-disabled=${looking}>
          ${say(looking ? 'lists.edit.looking' : 'lists.edit.look')}</button>
        ${state.isChanged.value && html`<button type="button" onClick=${reset}>${say('lists.edit.reset')}</button>`}</p>
    </form>`;
}

function counts() {
  const { added, removed } = state.change.value;
  return { added: whole(added.length), removed: whole(removed.length) };
}
