import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useLayoutEffect, useRef } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { Pauses } from '../frame/pauses.js';
import { clock, count, say } from '../frame/words.js';
import { Card } from './card.js';
import * as desk from './desk.js';
import { follow, keep } from './eye.js';
import { Filters } from './filters.js';
import { places, title, waiting } from './queues.js';
import * as state from './state.js';
import { active, isDecided, isEverywhere, queue } from './view.js';

const focused = (list) => list.querySelector('.card[aria-current]');

export function List() {
  const list = useRef(null);
  const { value: items } = state.items;
  const { value: selectedId } = state.selectedId;
  useLayoutEffect(() => {
    const card = focused(list.current);
    if (card) keep(list.current, card);
  }, [items, selectedId, state.choosing.value]);
  useEffect(() => {
    if (document.activeElement === document.body) focused(list.current)?.focus({ preventScroll: true });
  }, [items, selectedId, state.choosing.value, dialog.value]);
  useEffect(() => {
    const scrolled = () => { if (focused(list.current)) follow(list.current, focused(list.current)); };
    document.addEventListener('scrollend', scrolled, true);
    return () => document.removeEventListener('scrollend', scrolled, true);
  }, []);

  return html`
    <main class="work" aria-label=${say('triage.list')}>
      <${Pauses} />
      <${Silence} />
      <${Filters} />
      <div class="list" ref=${list} aria-busy=${!state.loaded.value}>
        <h2 class="hidden">${isEverywhere.value ? say('triage.everywhere') : title(queue.value)}</h2>
        ${items.length > 0 && html`<ol>${items.map((item) => html`<${Card} key=${item.id} item=${item} />`)}</ol>`}
        ${items.length === 0 && html`<${Empty} />`}
      </div>
    </main>`;
}

/** That the machine gives no scores or gives them late, for as long as it does. */
function Silence() {
  const { silentSince, secondsBehind } = state.scoring.value;
  return html`
    <div role="status">
      ${silentSince && html`<p class="banner">${say('triage.silent', { since: clock(silentSince) })}</p>`}
      ${secondsBehind && html`<p class="banner">${say('triage.behind', { seconds: secondsBehind })}</p>`}
    </div>`;
}

function Empty() {
  if (state.refused.value) return html`
    <div class="empty"><p class="done" role="alert">${state.refused.value()}</p>
      <p><button type="button" onClick=${desk.openAddress}>${say('again')}</button>
        ${' '}<button type="button" onClick=${() => desk.open({}, { from: {} })}>${say('toQueue')}</button></p></div>`;
  if (!state.loaded.value) return html`<p class="empty muted">${say('loading')}</p>`;
  if (active.value.length > 0) return html`
    <div class="empty"><p class="done">${say('triage.noMatch')}</p><p class="muted">${say('triage.noMatchMore')}</p>
      ${places.value.filter((name) => state.hits.value?.[name] > 0).map((name) => html`
        <p><button type="button" onClick=${() => desk.open({ queue: name })}>
          ${say('triage.foundIn', { n: count(state.hits.value[name]) })} <b>${title(name)}</b></button></p>`)}</div>`;
  if (isDecided.value) return html`<p class="empty muted">${say('none')}</p>`;
  const next = waiting.value.find((name) => state.counts.value[name] > 0);
  return html`
    <div class="empty">
      <p class="tick" aria-hidden="true">✓</p><p class="done">${say('done')}</p><p class="muted">${say('triage.doneMore')}</p>
      ${next && html`
        <p><button type="button" onClick=${() => desk.open({ queue: next })}>
          ${say('triage.elsewhere', { n: count(state.counts.value[next]) })} <b>${title(next)}</b></button></p>`}
    </div>`;
}
