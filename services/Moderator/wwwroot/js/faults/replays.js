import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Problem } from '../frame/form.js';
import { clock, say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** What is being replayed, and what was, with how far it is and what came back. */
export function Replays() {
  const { value: replays } = state.replays;
  if (replays.length === 0) return null;
  return html`
    <section aria-labelledby="replays">
      <h2 id="replays">${say('faults.replays')}</h2>
      <ul class="replays">${replays.map((one) => html`<${Replay} key=${one.id} replay=${one} />`)}</ul>
    </section>`;
}

function Replay({ replay: { id, status, rate, total, sent, cameBack, subject, by, startedAt } }) {
  const [refusal, setRefusal] = useState(null);
  const stop = () => {
    setRefusal(null);
    state.act(api.stop(id), () => say('faults.stopped')).catch(setRefusal);
  };
  return html`
    <li data-replay=${status}>
      <p><bdi>${subject}</bdi> <span class="muted"><bdi>${by}</bdi>,
        ${' '}<time datetime=${startedAt}>${clock(startedAt)}</time></span></p>
      <p>${say(`faults.replay.${status}`, { sent: whole(sent), total: whole(total), rate: whole(rate) })}
        ${cameBack > 0 && html` <b class="wrong">${say('faults.cameBack', { n: whole(cameBack) })}</b>`}</p>
      ${status === 'running' && html`
        <p class="row"><progress max=${total} value=${sent} aria-label=${say('faults.progress')} />
          <button type="button" onClick=${stop}>${say('faults.stop')}</button></p>`}
      <${Problem} of=${refusal} />
    </li>`;
}
