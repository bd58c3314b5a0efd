import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { isSenior } from '../frame/session.js';
import { sayOr, say } from '../frame/words.js';
import { Compared } from './comparison.js';
import { Dialogs } from './dialogs.js';
import { Drift } from './drift.js';
import { Feedback } from './feedback.js';
import { InUse } from './inuse.js';
import * as state from './state.js';
import { Table } from './table.js';

const did = (kind) => sayOr(`models.did.${kind}`, kind);

function Models() {
  const { value: registry } = state.registry;
  const { value: notice } = state.notice;
  useEffect(state.watch, []);
  return html`
    <p class="intro">${say('models.intro')}</p>
    <p class="muted">${say('models.bounded')}
      ${isSenior.value && html` <a href="/agreement">${say('place.agreement')}</a>`}</p>
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!registry && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${registry && html`
      <${InUse} />
      <${Compared} />
      <${Drift} />
      <${Table} />
      <${Feedback} />
      <${Operations} path="/api/models/log" wordOf=${did} done=${notice} />`}
    <${Dialogs} />`;
}

await openPage('models', Models);
