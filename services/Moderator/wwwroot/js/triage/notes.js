import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { isBlank } from '../frame/hidden.js';
import { shown } from '../frame/keys.js';
import { Left, lengthOf } from '../frame/length.js';
import { limits } from '../frame/vocabulary.js';
import { clock, explain, say, sayOr } from '../frame/words.js';
import { addNote } from './api.js';
import { readAgain } from './known.js';
import * as state from './state.js';

/** What was typed and not saved, by the comment's id: the focus may go elsewhere and come back. */
const drafts = new Map();

/** What colleagues tell each other of a comment. Readers never see it. */
export function Notes({ id, notes }) {
  const [sending, setSending] = useState(false);
  const [text, setText] = useState(drafts.get(id) ?? '');
  const add = async (event) => {
    event.preventDefault();
    if (isBlank(text)) {
      state.tell(() => say('triage.noteEmpty'));
      return;
    }
    setSending(true);
    try {
      await addNote(id, text.trim());
      write('');
      await readAgain(id);
      state.tell(() => say('triage.done.note'));
    } catch (error) {
      state.tell(() => explain(error, 'offline'));
    } finally {
      setSending(false);
    }
  };
  const write = (typed) => {
    setText(typed);
    if (typed) drafts.set(id, typed);
    else drafts.delete(id);
  };
  return html`
    <section>
      <h2>${say('triage.notes')}</h2>
      <ul class="history">${notes?.map((note) => html`
        <li><b>${note.moderator}</b>
          ${' '}
          ${note.kind === 'skip'
            ? html`${say('triage.skippedIt')}: ${sayOr(`triage.skip.${note.text}`, note.text)}`
            : html`<q dir="auto">${note.text}</q>`}
          <time datetime=${note.createdAt}>${clock(note.createdAt)}</time></li>`)}</ul>
      <form class="line" onSubmit=${add}>
        <label class="hidden" for="new-note">${say('triage.newNote')}</label>
        <input id="new-note" name="text" autocomplete="off" value=${text} aria-describedby="new-note-left"
          onInput=${(event) => write(event.currentTarget.value)}
          placeholder=${`${say('triage.newNote')} (${shown('note')})`} />
        <button type="submit" disabled=${sending || lengthOf(text.trim()) > limits.note.characters}>${say('save')}</button>
        <${Left} id="new-note-left" text=${text} most=${limits.note.characters} />
      </form>
    </section>`;
}
