import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { ago, clock, say, sayOr, whole } from '../frame/words.js';
import { Cause } from './cause.js';
import { Dialogs } from './dialogs.js';
import { Replays } from './replays.js';
import * as state from './state.js';

const did = (kind) => sayOr(`faults.did.${kind}`, kind);

function Faults() {
  const { value: causes } = state.causes;
  const { value: notice } = state.notice;
  useEffect(state.watch, []);
  return html`
    <p class="intro">${say('faults.intro')}</p>
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!causes && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${causes && html`
      ${causes.open > 0 && html`
        <p class="warning">${say('faults.open', { n: whole(causes.open), when: clock(causes.oldestAt) })}
          ${' '}(${ago(causes.oldestAt, Date.now())})</p>`}
      <${Replays} />
      ${causes.items.length === 0 && html`
        <div class="empty"><p><b>${say('faults.none')}</b></p><p class="muted">${say('faults.noneMore')}</p></div>`}
      ${causes.items.map((cause) => html`<${Cause} key=${cause.id} cause=${cause} />`)}
      <${Operations} path="/api/faults/log" wordOf=${did} done=${notice} />`}
    <${Dialogs} />`;
}

await openPage('faults', Faults);
