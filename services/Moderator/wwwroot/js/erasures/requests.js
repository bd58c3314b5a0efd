import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { More } from '../frame/more.js';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { isForAll } from '../frame/session.js';
import { clock, say, whole } from '../frame/words.js';
import { Enter } from './enter.js';
import { Handling } from './handling.js';
import * as letters from './letters.js';

const columns = ['reference', 'received', 'answer', 'finish', 'standing'];
const did = (kind) => say(`letters.did.${kind}`);

/** Requests that came otherwise than from the tracking page; who may works on them here. */
export function Requests() {
  useEffect(() => { letters.load(); }, []);
  const { value: open } = letters.open;
  if (letters.refused.value) return html`
    <div role="alert"><p class="problem">${letters.refused.value()}</p>
      <button type="button" onClick=${letters.load}>${say('again')}</button></div>`;
  if (!open) return null;
  return html`
    <section aria-labelledby="letters">
      <h2 id="letters">${say('letters.title')}</h2>
      <p class="muted">${say('letters.intro')}</p>
      <${Notice} of=${letters.notice.value} />
      ${open.late > 0 && html`
        <p class="warning" role="alert">${say('letters.late', { n: whole(open.late), open: whole(open.open) })}</p>`}
      <${Listed} name="open" list=${letters.open} isDone=${false} />
      ${letters.done.value.items.length > 0 && html`<${Listed} name="done" list=${letters.done} isDone=${true} />`}
    </section>
    ${isForAll.value && html`<${Enter} channels=${open.channels} />`}
    <${Operations} path="/api/erasures/log" wordOf=${did} done=${open} />
    <${Handling} />`;
}

function Listed({ name, list, isDone }) {
  const rows = useRef(null);
  const { items, next } = list.value;
  if (items.length === 0) return html`<p class="muted">${say(`letters.none.${name}`)}</p>`;
  const acts = isForAll.value && !isDone;
  return html`
    <h3>${say(`letters.list.${name}`)}</h3>
    <table class="stacked">
      <caption class="hidden">${say(`letters.list.${name}`)}</caption>
      <thead><tr>${[...columns, ...(acts ? ['acts'] : [])].map((column) => html`
        <th scope="col">${say(`letters.column.${column}`)}</th>`)}</tr></thead>
      <tbody ref=${rows}>${items.map((one) => html`<${Row} key=${one.request.id} of=${one} acts=${acts} />`)}</tbody>
    </table>
    ${next && html`<${More} list=${rows} load=${() => letters.more(list, isDone)} />`}`;
}

function Row({ of, acts }) {
  const { request: { id, reference, channel, answeredAt, status }, receivedOn, answerBy, finishBy, isAnswerLate, isLate } = of;
  const day = new Date(`${receivedOn}T00:00`);
  return html`
    <tr tabindex="-1" data-letter=${reference}>
      <td class="wide"><bdi>${reference}</bdi> <span class="note"><code title=${id}>${id.slice(-12)}</code></span></td>
      <td class="when"><time datetime=${receivedOn}>${day.toLocaleDateString(document.documentElement.lang)}</time>
        <span class="note">${letters.nameOf('channels', channel)}</span></td>
      <td class=${isAnswerLate ? 'wrong' : ''}>${answeredAt
        ? html`${say('erasures.answered')} <time datetime=${answeredAt}>${clock(answeredAt)}</time>`
        : say(isAnswerLate ? 'letters.answerLate' : 'letters.notAnswered')}
        <span class="note">${say('erasures.due', { when: clock(answerBy) })}</span></td>
      <td><time datetime=${finishBy}>${clock(finishBy)}</time></td>
      <td class=${isLate ? 'wide wrong' : 'wide'} data-standing=${status}>${standing(of)}</td>
      ${acts && html`<td class="acts">${status === 'open' && html`<${Acts} of=${of} />`}</td>`}
    </tr>`;
}

/** Colour is never the only sign. */
function standing({ request: { status, refusal, comments, waiting }, isLate }) {
  if (status === 'refused') return say('letters.standing.refused', { why: letters.nameOf('refusals', refusal) });
  const counts = { n: whole(comments), waiting: whole(waiting) };
  const word = status === 'open' ? (comments > 0 ? 'erased' : 'open') : waiting > 0 ? 'working' : 'done';
  return `${isLate ? `${say('letters.standing.late')} ` : ''}${say(`letters.standing.${word}`, counts)}`;
}

const Acts = ({ of: { request } }) =>
  ['find', request.answeredAt ? null : 'answer', request.comments > 0 ? 'complete' : 'refuse'].filter(Boolean).map((kind) => html`
    <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind, letter: request }; }}>
      ${say(`letters.act.${kind}`)}<span class="hidden"> ${request.reference}</span></button>`);
