import { html } from '../../lib/htm/htm-preact.mjs';
import { language, say, whole } from '../frame/words.js';

/** So many faults are shown at once. */
const most = 10;

/** Each with its line, as the server tells it; line 0 is the whole. */
export const Faults = ({ id, faults }) => html`
  <div class="faults problem" id=${id} role="alert">
    <ul>${faults.slice(0, most).map(({ line, fault }) => html`
      <li>${line > 0 && say('lists.edit.line', { n: whole(line) })} ${fault[language.value]}</li>`)}</ul>
    ${faults.length > most && html`<p>${say('lists.edit.more', { n: whole(faults.length - most) })}</p>`}</div>`;
