import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { say, sayOr } from '../frame/words.js';
import { Dialogs } from './dialogs.js';
import { Lane } from './lane.js';
import * as state from './state.js';

const did = (kind) => sayOr(`lanes.log.${kind}`, kind);

function Lanes() {
  const { value: lanes } = state.lanes;
  const { value: notice } = state.notice;
  useEffect(state.watch, []);
  return html`
    <p class="intro">${say('lanes.intro')}</p>
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!lanes && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${lanes && html`
      <p>${lanes.model ? say('lanes.model', { model: lanes.model }) : say('lanes.noModel')}</p>
      ${lanes.items.map((of) => html`<${Lane} key=${of.lane.name} of=${of} />`)}
      <p class="muted">${say('lanes.cost')}</p>
      <${Operations} path="/api/lanes/log" wordOf=${did} done=${notice} />`}
    <${Dialogs} />`;
}

await openPage('lanes', Lanes);
