import { html } from '../../lib/htm/htm-preact.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { shown } from '../frame/keys.js';
import { session } from '../frame/session.js';
import { isReported, labelName, labels } from '../frame/vocabulary.js';
import { count, number, say } from '../frame/words.js';
import * as desk from './desk.js';
import { constructive } from './featured.js';
import * as state from './state.js';
import { active, isDecided, orders, view } from './view.js';

const expanded = signal(false);

/** Order and filters of the view, those that are set, and what came since. */
export function Filters() {
  const { value: of } = view;
  const set = (name) => (event) => desk.open({ [name]: event.currentTarget.value });
  return html`
    <div class="toolbar">
      ${!isDecided.value && !isReported(of) && html`
        <label>${say('triage.order')} <select value=${of.order} onChange=${set('order')}>
        ${orders.map((order) => html`<option value=${order}>${say(`triage.order.${order}`)}</option>`)}</select></label>`}
      <button type="button" aria-expanded=${expanded.value} aria-controls="filters"
        onClick=${() => { expanded.value = !expanded.value; }}>${say('triage.filter')}</button>
      ${active.value.map(([name, value]) => html`
        <button type="button" class="chip" title=${say('triage.without')} onClick=${() => drop(name)}>
          <span class="hidden">${say('triage.without')}: </span>${chip(name, value)} <span aria-hidden="true">×</span></button>`)}
      ${of.queue === 'approved' && html`
        <button type="button" aria-pressed=${Boolean(of.featured)}
          onClick=${() => desk.open({ featured: of.featured ? undefined : 'true' })}>★ ${say('triage.featured')}</button>
        <button type="button" onClick=${() => desk.open({ label: 'constructive', minScore: String(constructive) })}>
          ${say('triage.propose')}</button>`}
      <${Arrivals} />
    </div>
    ${expanded.value && html`<${Fields} of=${of} set=${set} />`}`;
}

/** A least score means nothing without its label. */
const drop = (name) => desk.open({ [name]: undefined, ...(name === 'label' && { minScore: undefined }) });

function Fields({ of, set }) {
  const seen = state.items.value.map((item) => item.article.section).filter(Boolean);
  const known = [...new Set([...(session.value.sections ?? []), ...seen])].sort();
  const choose = ({ currentTarget: { value: label } }) => desk.open({ label, minScore: label && (of.minScore ?? '0.6') });
  return html`
    <form class="filters" id="filters" onSubmit=${(event) => event.preventDefault()}>
      <label>${say('filter.section')}
        <input list="sections" value=${of.section ?? ''} onChange=${set('section')} autocomplete="off" /></label>
      <datalist id="sections">${known.map((section) => html`<option value=${section} />`)}</datalist>
      <label>${say('filter.label')}<select value=${of.label ?? ''} onChange=${choose}>
        <option value="">${say('any')}</option>
        ${labels.map(({ name }) => html`<option value=${name}>${labelName(name)}</option>`)}</select></label>
      <label>${say('filter.minScore')}<select disabled=${!of.label} value=${of.minScore ?? ''} onChange=${set('minScore')}>
        ${['0.3', '0.6', '0.9'].map((score) => html`
          <option value=${score}>${say('from')} ${number(score)}</option>`)}</select></label>
      <label>${say('filter.from')}<input type="date" value=${of.from ?? ''} max=${of.to} onChange=${set('from')} /></label>
      <label>${say('filter.to')}<input type="date" value=${of.to ?? ''} min=${of.from} onChange=${set('to')} /></label>
    </form>`;
}

/** What came since waits here; the list does not move. */
function Arrivals() {
  const n = state.arrivals.value.length;
  return html`
    <span class="arrivals" role="status">${n > 0 && html`
      <button type="button" data-newer onClick=${desk.showArrivals}>
        ${say('triage.arrived', { n: count(n) })} <kbd aria-hidden="true">${shown('arrivals')}</kbd>
      </button>`}</span>`;
}

function chip(name, value) {
  if (name === 'label') return `${say('filter.label')}: ${labelName(value)}`;
  if (name === 'minScore') return `${say('from')} ${number(value)}`;
  if (['author', 'cluster', 'featured'].includes(name)) return say(`filter.${name}`);
  if (name === 'article') return `${say('filter.article')}: ${state.items.value[0]?.article.headline ?? value}`;
  return `${say(`filter.${name}`)}: ${value}`;
}
