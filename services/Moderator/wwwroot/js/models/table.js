import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { clock, number, say, whole } from '../frame/words.js';
import { gain, interval, reason } from './figures.js';
import * as state from './state.js';

const columns = ['model', 'state', 'data', 'figures', 'who', 'acts'];

/** Every model, the newest first, with what it was made of, how it did, and who made it what it is. */
export const Table = () => html`
  <section aria-labelledby="all-models">
    <h2 id="all-models">${say('models.all')}</h2>
    <table class="stacked">
      <caption class="hidden">${say('models.all')}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${say(`models.column.${name}`)}</th>`)}</tr></thead>
      <tbody>${state.registry.value.models.map((model) => html`<${Row} key=${model.id} model=${model} />`)}</tbody>
    </table>
  </section>`;

function Row({ model }) {
  const { name, state: is, madeAt, changedAt, changedBy, why, decisions, figures, sources, sha256, bytes, fault } = model;
  return html`
    <tr tabindex="-1" data-model=${model.id}>
      <th scope="row" class="wide">${name}
        <span class="note">${clock(madeAt)}</span>
        <span class="note" title=${sha256}>SHA-256 <code>${sha256?.slice(0, 12)}</code> ·
          ${bytes == null ? say('models.fileRemoved') : `${number(bytes / 1048576, 1)} MB`}</span>
        ${fault && html`<span class="problem">${say('models.fault', { fault })}</span>`}</th>
      <td><span class=${`tag ${is}`}>${say(`models.state.${is}`)}</span></td>
      <td class="wide">${decisions
        ? say('models.data', { approved: whole(decisions.approved), rejected: whole(decisions.rejected) })
        : say('models.learntNone')}
        ${decisions && html`<span class="note">${say('models.until', { when: clock(decisions.last) })}</span>`}
        ${sources?.length > 0 && html`
          <details class="sources"><summary>${say('models.sources', { n: whole(sources.length) })}</summary>
            <ul>${sources.map(({ file, rows }) => html`<li>${file}: ${whole(rows)}</li>`)}</ul></details>`}</td>
      <td class="wide">${figures
        ? html`AUC ${interval(figures.auc)} <span class="note">${gain(figures.gain)}</span>`
        : html`<span class="muted">${say('models.noFigures')}</span>`}</td>
      <td class="wide"><bdi>${state.nameOf(changedBy) ?? say('models.machine')}</bdi>
        <span class="note">${clock(changedAt)}</span>${why && html`<span class="note"><bdi>${reason(model)}</bdi></span>`}</td>
      <td class="acts wide"><${Acts} model=${model} /></td>
    </tr>`;
}

/** What may be done from a state; who only watches compares. */
function Acts({ model: { id, name, state: is, bytes } }) {
  const isUsed = name === state.registry.value.inUse;
  const ask = (kind) => () => { dialog.value = { kind, id, name }; };
  const compare = () => { state.compare(id); document.getElementById('compared')?.scrollIntoView({ block: 'start' }); };
  return html`
    ${!isUsed && html`
      <button type="button" onClick=${compare}>${say('models.compare')}<span class="hidden"> ${name}</span></button>`}
    ${state.mayChange.value && !isUsed && is !== 'shadow' && bytes != null && html`
      <button type="button" aria-haspopup="dialog" onClick=${ask('shadow')}>
        ${say(is === 'retired' ? 'models.shadowAgain' : 'models.shadow')}<span class="hidden"> ${name}</span></button>`}
    ${state.mayChange.value && (is === 'candidate' || is === 'shadow') && html`
      <button type="button" aria-haspopup="dialog" onClick=${ask('retire')}>
        ${say('models.retire')}<span class="hidden"> ${name}</span></button>`}`;
}
