import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { Marked } from '../frame/marked.js';
import { clock, say, whole } from '../frame/words.js';
import { Difference } from './difference.js';
import * as state from './state.js';

/** What a change does, before it is saved: the terms, and what it would say of the comments that wait. */
export function Change({ change, answer, back }) {
  const [newer, setNewer] = useState(null);
  useEffect(() => setNewer(null), [change]);
  const save = async () => {
    try {
      return await state.save(change, back);
    } catch (error) {
      if (error.problem?.code === 'list-changed') setNewer(error.problem);
      throw error;
    }
  };
  const again = async () => {
    await state.load();
    await state.look(back);
    return false;
  };
  const done = (saved) => { state.notice.value = saved; };
  const yes = say(newer ? 'lists.change.again' : back ? 'lists.change.revert' : 'save');
  const title = back ? say('lists.change.back', { n: back }) : say('lists.change', { list: say(`lists.${state.kind.value}`) });
  return html`
    <${Confirm} title=${title} kind="change" yes=${yes} act=${newer ? again : save} done=${done}
        blocked=${change.added.length + change.removed.length === 0}>
      <${Difference} added=${change.added} removed=${change.removed} most=${40} />
      <${Outlook} answer=${answer} />
      ${newer?.changedAt && html`<p>${say('lists.change.newer', { n: newer.version, at: clock(newer.changedAt) })}</p>`}
    </${Confirm}>`;
}

function Outlook({ answer: { examined, complete, gained, lost, sample } }) {
  return html`
    <section>
      <h3>${say('lists.outlook')}</h3>
      <p class="counted">${gained + lost === 0 ? say('lists.outlook.none') : html`
        ${gained > 0 && html`<span>${say('lists.outlook.gained', { n: whole(gained) })}</span>`}
        ${' '}
        ${lost > 0 && html`<span>${say('lists.outlook.lost', { n: whole(lost) })}</span>`}`}</p>
      <p class="muted">${say(complete ? 'lists.outlook.all' : 'lists.outlook.newest', { n: whole(examined) })}</p>
      ${sample.length > 0 && html`
        <ol class="record sample" tabindex="0" aria-label=${say('batch.sample', { n: sample.length })}>
          ${sample.map((item) => html`<${Sampled} item=${item} tagged=${gained > 0 && lost > 0} />`)}</ol>`}
    </section>`;
}

/** Which way it goes is said where some go either way. */
function Sampled({ item, tagged }) {
  const marked = { text: item.text, spans: item.spans.map((span) => ({ ...span, label: span.kind })) };
  return html`
    <li>${tagged && html`<span class="tag">${say(item.gained ? 'lists.outlook.gains' : 'lists.outlook.loses')}</span>`}
      <bdi class="name"><${Marked} item=${marked} field="name" /></bdi>
      ${' '}<b dir="auto"><${Marked} item=${marked} field="title" /></b>
      <p class="said" dir="auto"><${Marked} item=${marked} field="content" /></p></li>`;
}
