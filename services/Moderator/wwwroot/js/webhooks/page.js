import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { isForAll } from '../frame/session.js';
import { say } from '../frame/words.js';
import { Endpoint } from './endpoint.js';
import { Dialogs, Made, Make } from './make.js';
import { Resend } from './resend.js';
import * as state from './state.js';

const did = (kind) => say(`webhooks.did.${kind}`);

function Webhooks() {
  const { value: endpoints } = state.endpoints;
  const { value: notice } = state.notice;
  useEffect(state.watch, []);
  return html`
    <p class="intro">${say('webhooks.intro')}</p>
    <${Notice} of=${notice} isHeld=${Boolean(state.made.value)} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${state.made.value && html`<${Made} made=${state.made.value} />`}
    ${!endpoints && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${endpoints?.length === 0 && html`<p class="empty">${say('webhooks.none')}</p>`}
    ${endpoints?.map((endpoint) => html`<${Endpoint} key=${endpoint.name} endpoint=${endpoint} />`)}
    ${endpoints && isForAll.value && html`<${Make} />`}
    ${endpoints && html`<${Operations} path="/api/webhooks/log" wordOf=${did} done=${notice} />`}
    <${Dialogs} />
    ${dialog.value?.kind === 'resend' && html`<${Resend} endpoint=${dialog.value.endpoint} />`}`;
}

await openPage('webhooks', Webhooks);
