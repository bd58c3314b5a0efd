import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { openPage } from '../frame/page.js';
import { isSenior } from '../frame/session.js';
import { say, whole } from '../frame/words.js';
import { Apply, ConfirmApply } from './apply.js';
import { Change } from './change.js';
import { Edit } from './edit.js';
import * as state from './state.js';
import { Terms } from './terms.js';
import { Versions } from './versions.js';

function Lists() {
  useEffect(() => { state.load(); }, []);
  const { kind: open, ...about } = dialog.value ?? {};
  return html`
    <p class="intro">${say('lists.intro')}</p>
    ${!state.mayChange.value && html`<p class="muted">${say(isSenior.value ? 'lists.everywhere' : 'lists.readOnly')}</p>`}
    <${Kinds} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${state.list.value
      ? html`<${One} key=${state.kind.value} />`
      : !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${open === 'change' && html`<${Change} ...${about} />`}
    ${open === 'apply' && html`<${ConfirmApply} />`}`;
}

/** The three lists: what each does and how many terms it has. */
function Kinds() {
  const choose = (event, name) => {
    event.preventDefault();
    state.choose(name);
  };
  return html`
    <nav class="kinds" aria-label=${say('place.lists')}>${state.kinds.map((name) => {
      const known = state.overview.value.find((list) => list.kind === name);
      return html`
        <a href=${`/lists?list=${name}`} aria-current=${name === state.kind.value ? 'true' : undefined}
            onClick=${(event) => choose(event, name)}>
          <b>${say(`lists.${name}`)}</b>
          ${' '}<span class="size">${known ? say('lists.count', { n: whole(known.count) }) : '…'}</span>
          <span class="does">${say(`lists.${name}.does`)}</span></a>`;
    })}</nav>`;
}

const One = () => html`
  <div class="one-list">
    <${Terms} />
    ${state.mayChange.value && html`<${Edit} />`}
  </div>
  ${isSenior.value && html`<${Apply} />`}
  <${Versions} />`;

await openPage('lists', Lists);
