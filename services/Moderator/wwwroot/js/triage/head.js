import { html } from '../../lib/htm/htm-preact.mjs';
import { shown } from '../frame/keys.js';
import { Places } from '../frame/places.js';
import { Who } from '../frame/who.js';
import { count, say } from '../frame/words.js';
import { openBatch } from './batch.js';
import * as desk from './desk.js';
import { WaitingOpinions } from './opinions.js';
import { groups, title } from './queues.js';
import * as state from './state.js';
import { everywhere, queue, view } from './view.js';

export function Head() {
  const search = (event) => {
    event.preventDefault();
    const { value } = event.currentTarget.elements.q;
    desk.search(value);
    event.currentTarget.elements.q.blur();
  };
  return html`
    <header class="head">
      <h1>${say('product')}</h1>
      <form class="search" role="search" onSubmit=${search}>
        <label class="hidden" for="search">${say('triage.search')}</label>
        <input id="search" name="q" type="search" autocomplete="off"
          placeholder=${`${say('triage.search')} (${shown('search')})`} value=${view.value.q ?? ''} />
      </form>
      <p class="state"><span class=${state.online.value ? 'online' : 'offline'} role="status">
        ${state.online.value ? `● ${say('triage.online')}` : `○ ${say('offline')}`}</span>
      <${Who} /></p>
    </header>`;
}

export function Queues() {
  return html`
    <nav class="queues" aria-label=${say('queues')}>
      ${view.value.q && html`<${Queue} name=${everywhere} title=${say('triage.everywhere')} n=${total(state.hits.value)} />`}
      ${groups.value.map((group) => html`
        ${group.map((name) => html`<${Queue} key=${name} name=${name} title=${title(name)} n=${countOf(name)} />`)}
        <hr />`)}
      <button type="button" aria-haspopup="dialog" onClick=${openBatch}>
        <span>${say('triage.batch')}</span> <kbd aria-hidden="true">${shown('batch')}</kbd></button>
      <${WaitingOpinions} />
      <hr />
      <${Places} />
    </nav>`;
}

/** A named queue in which a search finds nothing is not told of. */
const countOf = (name) => (state.hits.value ? state.hits.value[name] ?? 0 : state.counts.value[name]);

const total = (hits) => (hits ? Object.values(hits).reduce((sum, n) => sum + n, 0) : undefined);

function Queue({ name, title, n }) {
  return html`
    <button type="button" data-queue=${name} aria-current=${queue.value === name ? 'page' : undefined}
        onClick=${() => desk.open({ queue: name })}>
      <bdi>${title}</bdi> <span class="count">${count(n)}</span>
    </button>`;
}
