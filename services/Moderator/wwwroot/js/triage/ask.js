import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { reasonName, reasons } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import * as api from './api.js';
import * as desk from './desk.js';
import { leaseOf } from './leases.js';
import * as state from './state.js';

/** Hands a comment over to somebody else; what the person would have said is compared once that one has decided. */
export function Ask({ item }) {
  const [said, setSaid] = useState('');
  const act = async () => {
    const [outcome, reason] = said.split(' ');
    state.leaving.add(item.id);
    try {
      await api.ask(item.id, { revision: item.revision, ...(outcome && { outcome, reason }), ...leaseOf(item.id) });
      desk.lift(item);
    } finally {
      state.leaving.delete(item.id);
    }
  };
  return html`
    <${Confirm} title=${say('triage.ask')} yes=${say('triage.askYes')} act=${act}
        done=${() => state.tell(() => say('triage.done.ask'))}>
      <p>${say('triage.askMeans')}</p>
      <p class="fields"><label class="wide">${say('triage.askSaid')}
        <select value=${said} onChange=${({ target }) => setSaid(target.value)}>
          <option value="">${say('triage.askNothing')}</option>
          <option value="approve">${say('approve')}</option>
          ${reasons.map(({ name }) => html`<option value=${`reject ${name}`}>${say('reject')}: ${reasonName(name)}</option>`)}
        </select></label></p>
    </${Confirm}>`;
}
