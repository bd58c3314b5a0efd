import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { shown } from '../frame/keys.js';
import { More } from '../frame/more.js';
import { Notice } from '../frame/notice.js';
import { openPage } from '../frame/page.js';
import { isSenior } from '../frame/session.js';
import { say } from '../frame/words.js';
import { Lift } from './lift.js';
import { Ban } from './row.js';
import * as state from './state.js';
import { Waiting } from './waiting.js';

function Bans() {
  const list = useRef(null);
  const { value: bans } = state.bans;
  const { value: notice } = state.notice;
  const { kind: open, ban } = dialog.value ?? {};
  useEffect(() => { state.load(); }, []);
  return html`
    <p class="intro">${say('bans.intro')} ${!isSenior.value ? say('bans.readOnly') : bans?.length > 0 && html`<${How} />`}</p>
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!bans && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${bans?.length === 0 && html`<div class="empty"><p class="done">${say('bans.none')}</p>
      ${isSenior.value && html`<p class="muted"><${How} /></p><p><a href="/">${say('place.queue')}</a></p>`}</div>`}
    ${bans?.length > 0 && html`<section><h2>${say('bans.inForce')}</h2>
      <ol class="bans" ref=${list}>${bans.map((each) => html`<${Ban} key=${each.id} ban=${each} />`)}</ol></section>`}
    ${state.next.value && html`<${More} list=${list} load=${state.loadOlder} />`}
    ${open === 'lift' && html`<${Lift} ban=${ban} />`}
    ${open === 'waiting' && html`<${Waiting} ban=${ban} />`}`;
}

/** A ban is made where its author is seen. */
const How = () => html`${say('bans.how')} <kbd>${shown('author')}</kbd>.`;

await openPage('bans', Bans);
