import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { say, sayOr } from '../frame/words.js';
import { Dialogs } from './dialogs.js';
import { Lane } from './lane.js';
import * as state from './state.js';

const did = (kind) => sayOr(`lanes.log.${kind}`, kind);

function Lanes() {
  const told = useRef(null);
  const { value: lanes } = state.lanes;
  const { value: notice } = state.notice;
  useEffect(state.watch, []);
  useEffect(() => { if (notice) told.current.focus(); }, [notice]);
  return html`
    <p class="intro">${say('lanes.intro')}</p>
    <p class="said-well" role="status" tabindex="-1" ref=${told}>${notice?.()}</p>
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
