import { html } from '../../lib/htm/htm-preact.mjs';
import { useRef, useState } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { More } from '../frame/more.js';
import { isAdministrator } from '../frame/session.js';
import { clock, say, sayOr, whole } from '../frame/words.js';
import { Detail } from './detail.js';
import * as state from './state.js';

const statuses = ['open', 'replaying', 'replayed', 'discarded'];
const columns = ['when', 'comment', 'attempts', 'state', 'acts'];

/** Whether something can be done about a message: one that was discarded can be sent after all. */
const isActable = ({ status }) => status === 'open' || status === 'discarded';

/** The messages of the open cause, to be chosen and acted on. */
export function Messages({ name }) {
  const list = useRef(null);
  const { value: page } = state.faults;
  const { value: chosen } = state.chosen;
  const ask = (kind) => { dialog.value = { kind, choice: { faults: [...chosen] }, count: chosen.size, name }; };
  const actable = page?.items.filter(isActable) ?? [];
  return html`
    <p class="row"><label>${say('faults.show')} <select value=${state.open.value.status}
      onChange=${({ target }) => state.show(state.open.value.id, target.value)}>
      <option value="">${say('any')}</option>
      ${statuses.map((status) => html`<option value=${status}>${say(`faults.status.${status}`)}</option>`)}
    </select></label></p>
    ${!page && html`<p class="muted">${say('loading')}</p>`}
    ${page?.items.length === 0 && html`<p class="muted">${say('faults.noMessages')}</p>`}
    ${page?.items.length > 0 && html`
      ${actable.length > 0 && html`
        <p class="row">
          <label class="tick"><input type="checkbox" checked=${chosen.size > 0 && chosen.size === page.items.length}
            onChange=${({ target }) => state.chooseAll(target.checked)} /> ${say('faults.all')}</label>
          ${chosen.size > 0 && ['replay', 'discard'].map((act) => html`
            <button type="button" aria-haspopup="dialog" onClick=${() => ask(act)}>
              ${say(`faults.chosen.${act}`, { n: whole(chosen.size) })}</button>`)}</p>`}
      <table class="stacked">
        <caption class="hidden">${say('faults.messages')}: ${name}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col">${say(`faults.column.${column}`)}</th>`)}</tr></thead>
        <tbody ref=${list}>${page.items.map((one) => html`<${Row} key=${one.id} fault=${one} />`)}</tbody>
      </table>`}
    ${page?.next && html`<${More} list=${list} load=${state.more} />`}`;
}

function Row({ fault }) {
  const { id, commentId, failedAt, lastAt, attempts, status, did, didBy, didDetail } = fault;
  const [isOpen, setIsOpen] = useState(false);
  const when = clock(failedAt ?? lastAt);
  const short = commentId?.slice(-12);
  return html`
    <tr tabindex="-1" data-fault=${id}>
      <td class="when">${isActable(fault)
        ? html`<label class="tick"><input type="checkbox" checked=${state.chosen.value.has(id)}
            onChange=${({ target }) => state.choose(id, target.checked)} />
            <span class="hidden">${say('faults.choose')}</span> <time datetime=${failedAt ?? lastAt}>${when}</time></label>`
        : html`<time datetime=${failedAt ?? lastAt}>${when}</time>`}</td>
      <td>${commentId
        ? isAdministrator.value
          ? html`<a href=${`/comments/${commentId}`}><code title=${commentId}>${short}</code></a>`
          : html`<code title=${commentId}>${short}</code>`
        : html`<span class="muted">${say('faults.noComment')}</span>`}</td>
      <td>${say('faults.attempts', { n: whole(attempts) })}</td>
      <td class="wide">${say(`faults.status.${status}`)}
        ${did && html`<span class="note"><bdi>${didBy}</bdi>: ${sayOr(`faults.did.${did}`, did)}
          ${didDetail && html` <bdi>(${didDetail})</bdi>`}</span>`}</td>
      <td class="acts wide"><button type="button" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)}>
        ${say('faults.detail')}<span class="hidden"> ${when} ${short}</span></button></td>
    </tr>
    ${isOpen && html`<tr><td class="wide" colspan=${columns.length}><${Detail} id=${id} /></td></tr>`}`;
}
