import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { isForAll } from '../frame/session.js';
import { ago, clock, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { Deliveries } from './deliveries.js';
import * as state from './state.js';

/** One site's address: whether it takes webhooks, what is on its way to it, and what can be done. */
export function Endpoint({ endpoint }) {
  const { name, url, status, disabledReason, disabledAt, acceptedAt, events, format, previousUntil } = endpoint;
  const isConfigured = disabledReason !== 'not-configured';
  const isOpen = state.open.value?.name === name;
  const tell = ({ statusCode, error, milliseconds, accepted }) => {
    const answer = statusCode ?? say(`webhooks.error.${error}`);
    return say(`webhooks.test.${accepted ? 'accepted' : 'refused'}`, { name, answer, ms: whole(milliseconds) });
  };
  return html`
    <section class="endpoint" aria-labelledby=${`endpoint-${name}`} data-endpoint=${name}>
      <h2 id=${`endpoint-${name}`}>${name} <span class=${`tag ${status}`}>${say(`webhooks.status.${status}`)}</span></h2>
      <p class="muted">${url} · ${acceptedAt
        ? html`${say('webhooks.accepted')}
          ${' '}<time datetime=${acceptedAt} title=${clock(acceptedAt)}>${ago(acceptedAt, Date.now())}</time>`
        : say('webhooks.neverAccepted')}</p>
      <p class="muted">${events.map((event) => say(`webhooks.event.${event}`)).join(' · ')}
        ${' · '}${say(`webhooks.format.${format}`)}
        ${previousUntil && html` · ${say('webhooks.previous', { when: clock(previousUntil) })}`}</p>
      ${status === 'disabled' && html`
        <p class="warning" role=${isConfigured ? 'alert' : undefined}>
          ${say(`webhooks.disabled.${disabledReason}`, { when: clock(disabledAt) })}
          ${isConfigured && html`${' '}${say('webhooks.disabled.means')}`}</p>`}
      <dl class="figures">
        ${['waiting', 'delivered', 'givenUp', 'superseded'].map((what) => html`
          <div class=${what === 'givenUp' && endpoint[what] > 0 ? 'wrong' : undefined}>
            <dt>${say(`webhooks.count.${what}`)}</dt><dd>${whole(endpoint[what])}</dd></div>`)}
        ${endpoint.oldestWaiting && html`
          <div><dt>${say('webhooks.oldest')}</dt><dd>${ago(endpoint.oldestWaiting, Date.now())}</dd></div>`}
      </dl>
      ${isConfigured && html`
        <p class="choice">
          ${status === 'disabled' && html`
            <button type="button" class="primary"
              onClick=${() => state.act(api.enable(name), () => say('webhooks.enabled', { name }))}>
              ${say('webhooks.enable')}<span class="hidden"> ${name}</span></button>`}
          <button type="button" onClick=${() => state.act(api.test(name), tell)}>
            ${say('webhooks.test')}<span class="hidden"> ${name}</span></button>
          ${status === 'active' && html`
            <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'resend', endpoint }; }}>
              ${say('webhooks.resend')}<span class="hidden"> ${name}</span></button>`}
          ${isForAll.value && html`<${Making} endpoint=${endpoint} />`}
          <button type="button" aria-expanded=${isOpen} onClick=${() => (isOpen ? state.hide() : state.show(name))}>
            ${say('webhooks.deliveries')}<span class="hidden"> ${name}</span></button></p>`}
      ${isOpen && html`<${Deliveries} endpoint=${endpoint} />`}
    </section>`;
}

const acts = (endpoint) => [
  endpoint.status === 'active' && 'disable',
  endpoint.isMade && 'change',
  endpoint.isMade && 'rotate',
  endpoint.previousUntil && 'endPrevious',
].filter(Boolean);

/** What an administrator changes about an endpoint. Those of the configuration are changed there, and stopped here. */
const Making = ({ endpoint }) => acts(endpoint).map((kind) => html`
  <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind, endpoint }; }}>
    ${say(`webhooks.act.${kind}`)}<span class="hidden"> ${endpoint.name}</span></button>`);
