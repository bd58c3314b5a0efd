import { html } from '../../lib/htm/htm-preact.mjs';
import { useRef } from '../../lib/preact/hooks.mjs';
import { More } from '../frame/more.js';
import { clock, say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

const statuses = ['waiting', 'delivered', 'given_up', 'superseded'];
const columns = ['when', 'event', 'state', 'last', 'acts'];

/** What was sent to an endpoint, and what it answered last. */
export function Deliveries({ endpoint }) {
  const list = useRef(null);
  const { value: page } = state.deliveries;
  const { name } = endpoint;
  return html`
    <p class="row"><label>${say('webhooks.show')} <select value=${state.open.value.status}
      onChange=${({ target }) => state.show(name, target.value)}>
      <option value="">${say('webhooks.all')}</option>
      ${statuses.map((status) => html`<option value=${status}>${say(`webhooks.delivery.${status}`)}</option>`)}
    </select></label></p>
    ${!page && html`<p class="muted">${say('loading')}</p>`}
    ${page?.items.length === 0 && html`<p class="muted">${say('webhooks.noDeliveries')}</p>`}
    ${page?.items.length > 0 && html`
      <table class="stacked">
        <caption class="hidden">${say('webhooks.deliveries')} ${name}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col">${say(`webhooks.column.${column}`)}</th>`)}</tr></thead>
        <tbody ref=${list}>${page.items.map((one) => html`<${Row} key=${one.id} endpoint=${endpoint} delivery=${one} />`)}</tbody>
      </table>`}
    ${page?.next && html`<${More} list=${list} load=${state.more} />`}`;
}

function Row({ endpoint: { name, status }, delivery }) {
  const { id, commentId, articleId, type, startedAt, attempts, dueAt, lastAt, statusCode, error, milliseconds } = delivery;
  const subject = commentId ?? articleId;
  const again = () => state.act(api.resend(name, { delivery: id }), ({ count }) => say('webhooks.resent', { n: whole(count) }));
  return html`
    <tr tabindex="-1" data-delivery=${id}>
      <td class="when"><time datetime=${startedAt}>${clock(startedAt)}</time></td>
      <td class="wide">${say(`webhooks.type.${type}`)} <code title=${subject}>${commentId?.slice(-12) ?? articleId}</code></td>
      <td>${say(`webhooks.delivery.${delivery.status}`)}
        ${delivery.status === 'waiting' && attempts > 0 && html`
          <span class="note">${say('webhooks.next')} <time datetime=${dueAt}>${clock(dueAt)}</time></span>`}</td>
      <td class="wide">${lastAt
        ? html`${statusCode ?? say(`webhooks.error.${error}`)} · ${whole(milliseconds)} ms
          <span class="note">${say('webhooks.attempts', { n: whole(attempts) })}</span>`
        : html`<span class="muted">${say('webhooks.notTried')}</span>`}</td>
      <td class="acts wide">${status === 'active' && delivery.status !== 'superseded' && delivery.status !== 'waiting' && html`
        <button type="button" onClick=${again}>
          ${say('webhooks.again')}<span class="hidden"> ${subject}</span></button>`}</td>
    </tr>`;
}
