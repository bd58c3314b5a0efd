import { html } from '../../lib/htm/htm-preact.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { dialog } from '../frame/dialog.js';
import { openPage } from '../frame/page.js';
import { isOperator, isSenior, session } from '../frame/session.js';
import { language, say } from '../frame/words.js';
import { EditedText } from './changes.js';
import { Filters } from './filters.js';
import { Overturn } from './overturn.js';
import { entries, hasMore, isFiltered, more, openAddress, reading, refusal } from './state.js';
import { Table } from './table.js';

/** What was done last: a text in the language of the moment. */
const said = signal(null);

function Log() {
  return html`
    <p class="intro">${say('log.intro')} ${!isSenior.value && say('log.own')}
      ${' '}
      ${session.value.sections && say('log.sections', { sections: session.value.sections.join(', ') })}</p>
    <${Filters} />
    <section>
      <p role="status" class="said-well">${said.value?.()}</p>
      ${refusal.value && html`<p class="problem" role="alert">${refusal.value.problem?.[language.value] ?? say('unreached')}
        ${!refusal.value.problem && html`
          ${' '}<button type="button" onClick=${entries.value ? more : openAddress}>${say('again')}</button>`}</p>`}
      <${Entries} />
      ${dialog.value?.kind === 'overturn' && html`
        <${Overturn} entry=${dialog.value.entry} tell=${(text) => { said.value = text; }} />`}
      ${dialog.value?.kind === 'edited' && html`<${EditedText} entry=${dialog.value.entry} />`}
    </section>`;
}

function Entries() {
  if (!entries.value) return !refusal.value && html`<p class="muted">${say('loading')}</p>`;
  const n = entries.value.length;
  if (n === 0) return html`<p class="nothing" role="status">${say(isFiltered.value ? 'log.noMatch' : 'log.none')}</p>`;
  return html`
    <p class="muted" role="status">${say(hasMore.value ? 'log.shown.more' : 'log.shown', { n })}</p>
    <${Table} />
    ${hasMore.value && html`<p><button type="button" disabled=${reading.value} onClick=${more}>${say('more')}</button></p>`}`;
}

await openPage('log', Log);
if (!isOperator.value) {
  addEventListener('popstate', openAddress);
  await openAddress();
}
