import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { ago, clock, say, sayOr, whole } from '../frame/words.js';
import { Messages } from './messages.js';
import * as state from './state.js';

const serviceOf = (queue) => queue.split('-')[0];

const counts = ['open', 'replaying', 'closed'];

/** One cause: what it means for readers and moderators, what to do, and where it failed. */
export function Cause({ cause }) {
  const { id, queue, messageType, exceptionType, place, kind, firstAt, lastAt } = cause;
  const isOpen = state.open.value?.id === id;
  const name = say(`faults.kind.${kind}`, { service: serviceOf(queue) });
  const ask = (act) => { dialog.value = { kind: act, choice: { cause: id, until: lastAt }, count: cause.open, name }; };
  return html`
    <section class="cause" aria-labelledby=${`cause-${id}`} data-cause=${queue}>
      <h2 id=${`cause-${id}`}>${name}<span class="hidden">: ${[queue, messageType, exceptionType, place].join(' ')}</span></h2>
      <p>${sayOr(`faults.effect.${queue}`, say('faults.effect'))} ${say(`faults.do.${kind}`)}</p>
      <dl class="figures">
        ${counts.map((what) => html`
          <div class=${what === 'open' && cause.open > 0 ? 'wrong' : undefined}>
            <dt>${say(`faults.count.${what}`)}</dt><dd>${whole(cause[what])}</dd></div>`)}
        <div><dt>${say('faults.first')}</dt>
          <dd><time datetime=${firstAt} title=${clock(firstAt)}>${ago(firstAt, Date.now())}</time></dd></div>
        <div><dt>${say('faults.last')}</dt>
          <dd><time datetime=${lastAt} title=${clock(lastAt)}>${ago(lastAt, Date.now())}</time></dd></div>
      </dl>
      <dl class="facts">
        <div><dt>${say('faults.queue')}</dt><dd><code>${queue}</code></dd></div>
        <div><dt>${say('faults.message')}</dt><dd><code>${messageType ?? '?'}</code></dd></div>
        ${exceptionType && html`<div><dt>${say('faults.exception')}</dt><dd><code>${exceptionType}</code></dd></div>`}
        ${place && html`<div><dt>${say('faults.place')}</dt><dd><code>${place}</code></dd></div>`}
      </dl>
      <p class="choice">
        ${cause.open > 0 && ['replay', 'discard'].map((act) => html`
          <button type="button" aria-haspopup="dialog" onClick=${() => ask(act)}>
            ${say(`faults.act.${act}`, { n: whole(cause.open) })}<span class="hidden">: ${name}</span></button>`)}
        <button type="button" aria-expanded=${isOpen} onClick=${() => (isOpen ? state.hide() : state.show(id))}>
          ${say('faults.messages')}<span class="hidden">: ${name}, ${queue}</span></button></p>
      ${isOpen && html`<${Messages} name=${name} />`}
    </section>`;
}
