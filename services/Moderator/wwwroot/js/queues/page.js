import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { say, sayOr } from '../frame/words.js';
import { Dialogs } from './dialogs.js';
import * as state from './state.js';
import { Table } from './table.js';

const did = (kind) => sayOr(`queues.log.${kind}`, kind);

function Queues() {
  const { value: settings } = state.settings;
  const { value: notice } = state.notice;
  useEffect(() => { state.load(); }, []);
  return html`
    <p class="intro">${say('queues.intro')}</p>
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!settings && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${settings && html`
      <p role="status">${settings.isRouting && say('queues.routing')}</p>
      <${Table} />
      <p><button type="button" class="primary" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'edit' }; }}>
        ${say('queues.add')}</button></p>
      <${Operations} path="/api/named-queues/log" wordOf=${did} done=${settings.version} />`}
    <${Dialogs} />`;
}

await openPage('queues', Queues);
