import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { More } from '../frame/more.js';
import { openPage } from '../frame/page.js';
import { ago, clock, say, sayOr, whole } from '../frame/words.js';
import { Requests } from './requests.js';
import { standingOf } from './standing.js';
import * as state from './state.js';

const columns = ['comment', 'asked', 'answer', 'finish', 'standing'];

const Moment = ({ at }) => html`<time datetime=${at}>${clock(at)}</time>`;

function Row({ erasure }) {
  const { commentId, askedAt, answeredAt, answerBy, finishBy, waiting } = erasure;
  const { of, days } = standingOf(erasure, Date.now());
  const who = waiting.map((name) => sayOr(`erasures.of.${name}`, name)).join(', ');
  return html`
    <tr tabindex="-1" data-erasure=${commentId}>
      <td><code title=${commentId}>${commentId.slice(-12)}</code></td>
      <td class="when"><${Moment} at=${askedAt} /> <span class="note">${ago(askedAt, Date.now())}</span></td>
      <td>${answeredAt ? html`${say('erasures.answered')} <${Moment} at=${answeredAt} />` : say('letters.notAnswered')}
        <span class="note">${say('erasures.due', { when: clock(answerBy) })}</span></td>
      <td><${Moment} at=${finishBy} /></td>
      <td class=${of === 'late' || of === 'slow' ? 'wide wrong' : 'wide'} data-standing=${of}>
        ${say(`erasures.standing.${of}`, { days: whole(days) })}
        ${waiting.length > 0 && html`<span class="note">${say('erasures.waiting', { who })}</span>`}</td>
    </tr>`;
}

function Listed({ name, list, isDone }) {
  const rows = useRef(null);
  const { value: page } = list;
  return html`
    <section aria-labelledby=${`erasures-${name}`}>
      <h2 id=${`erasures-${name}`}>${say(`erasures.list.${name}`)}</h2>
      ${page.items.length === 0 ? html`<p class="muted">${say(`erasures.none.${name}`)}</p>` : html`
        <table class="stacked">
          <caption class="hidden">${say(`erasures.list.${name}`)}</caption>
          <thead><tr>${columns.map((column) => html`<th scope="col">${say(`erasures.column.${column}`)}</th>`)}</tr></thead>
          <tbody ref=${rows}>${page.items.map((one) => html`<${Row} key=${one.commentId} erasure=${one} />`)}</tbody>
        </table>`}
      ${page.next && html`<${More} list=${rows} load=${() => state.more(list, isDone)} />`}
    </section>`;
}

function Erasures() {
  useEffect(state.watch, []);
  const { value: open } = state.open;
  return html`
    <p class="intro">${say('erasures.intro')}</p>
    <${Requests} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!open && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${open && html`
      ${open.late > 0 && html`
        <p class="warning" role="alert">${say('erasures.late', { n: whole(open.late), open: whole(open.open) })}</p>`}
      ${!(open.knowsReceivers && state.done.value.knowsReceivers) && html`<p class="warning">${say('erasures.unknown')}</p>`}
      <${Listed} name="open" list=${state.open} isDone=${false} />
      <${Listed} name="done" list=${state.done} isDone=${true} />`}`;
}

await openPage('erasures', Erasures);
