import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { say, sayOr } from '../frame/words.js';
import { Dialogs } from './dialogs.js';
import * as state from './state.js';
import { Table } from './table.js';

const did = (kind) => sayOr(`queues.log.${kind}`, kind);

function Queues() {
  const told = useRef(null);
  const { value: settings } = state.settings;
  const { value: notice } = state.notice;
  useEffect(() => { state.load(); }, []);
  useEffect(() => { if (notice) told.current.focus(); }, [notice]);
  return html`
    <p class="intro">${say('queues.intro')}</p>
    <p class="said-well" role="status" tabindex="-1" ref=${told}>${notice?.()}</p>
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
