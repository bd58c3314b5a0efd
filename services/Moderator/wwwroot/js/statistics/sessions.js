import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { clock, explain, say } from '../frame/words.js';
import { endSession, endSessions, readSessions } from './api.js';

const columns = ['sessions.device', 'sessions.started', 'sessions.seen', 'acts'];

/** Where one is signed in; each session can be ended, and all of them at once. */
export function Sessions() {
  const [sessions, setSessions] = useState(null);
  const [refusal, setRefusal] = useState(null);
  const [said, setSaid] = useState(null);
  const read = () => readSessions().then(({ sessions: now }) => { setSessions(now); setRefusal(null); }, setRefusal);
  useEffect(() => { read(); }, []);
  const end = async ({ id }) => {
    setSaid(null);
    try {
      await endSession(id);
      setSaid('sessions.ended');
    } catch (error) {
      setRefusal(error);
    }
    await read();
  };
  const endAll = () => endSessions().then(() => location.assign('/login'), setRefusal);
  return html`
    <section id="sessions">
      <h2>${say('sessions')}</h2>
      ${refusal && html`<p class="problem" role="alert">${explain(refusal, 'unreached')}</p>`}
      ${sessions && html`
        <table class="stacked">
          <caption class="hidden">${say('sessions')}</caption>
          <thead><tr>${columns.map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
          <tbody>${sessions.map((one) => html`<${Row} key=${one.id} of=${one} end=${() => end(one)} />`)}</tbody>
        </table>
        <p class="row"><button type="button" onClick=${endAll}>${say('sessions.endAll')}</button>
          <span role="status" class="said-well">${said && say(said)}</span></p>`}
    </section>`;
}

function Row({ of: { device, startedAt, seenAt, isThisOne }, end }) {
  const name = device || say('sessions.unknown');
  return html`
    <tr>
      <th scope="row" class="wide">${name} ${isThisOne && html`<span class="tag">${say('sessions.this')}</span>`}</th>
      <td class="when"><time datetime=${startedAt}>${clock(startedAt)}</time></td>
      <td class="when"><time datetime=${seenAt}>${clock(seenAt)}</time></td>
      <td class="acts wide">${!isThisOne && html`
        <button type="button" onClick=${end}>
          ${say('sessions.end')}<span class="hidden"> ${name} ${clock(startedAt)}</span></button>`}
      </td>
    </tr>`;
}
