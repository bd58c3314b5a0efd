import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { queueName } from '../frame/vocabulary.js';
import { clock, say, whole } from '../frame/words.js';
import { overturn } from './state.js';
import { whoOf } from './table.js';

/** Asks before a decision is taken back. `tell` is called with what came of it. */
export function Overturn({ entry, tell }) {
  const [newer, setNewer] = useState(null);
  const act = async () => {
    try {
      const { queue, retracted } = await overturn(entry);
      tell(() => (entry.batchCount ? say('log.batchUndid', { n: whole(entry.batchCount) })
        : say(retracted ? 'log.retracted' : 'log.undid', { queue: queueName(queue) })));
      // The button that opened the dialog is gone.
      requestAnimationFrame(() => document.getElementById(`see-${entry.id}`)?.focus());
    } catch (error) {
      setNewer(error.problem?.decision);
      throw error;
    }
  };
  return html`
    <${Confirm} title=${say('log.undoTitle')} yes=${say('undo')} act=${act} blocked=${Boolean(newer)}>
      <p><b>${say('log.undoOf', { who: whoOf(entry), what: say(entry.outcome), when: clock(entry.decidedAt) })}</b></p>
      <p dir="auto">${entry.batchCount ? say('log.batch', { n: whole(entry.batchCount) }) : entry.headline ?? entry.articleId}</p>
      <p class="muted">${say('log.undoEffect')}</p>
      ${newer && html`<p>${say('log.late', { when: clock(newer.decidedAt) })}</p>`}
    </${Confirm}>`;
}
