import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { readBatch } from '../frame/api.js';
import { dialog } from '../frame/dialog.js';
import { Marked } from '../frame/marked.js';
import { mayOverturn } from '../frame/session.js';
import { Skipped } from '../frame/skipped.js';
import { inline, isReaders, reasonName, ruleName } from '../frame/vocabulary.js';
import { clock, explain, say, whole } from '../frame/words.js';
import { entries, partsOf, reading } from './state.js';

const columns = ['when', 'outcome', 'who', 'what', 'why', 'where', 'acts'];
const signs = { approve: '✓', reject: '✕', hold: '‖', undo: '↶', withdraw: '⤺', appeal: '⚖', report: '⚑' };

/** The decisions, one a row; on a narrow screen the cells of a row stand below each other. */
export function Table() {
  return html`
    <table class="stacked" aria-busy=${reading.value}>
      <caption class="hidden">${say('place.log')}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${say(`log.${name}`)}</th>`)}</tr></thead>
      <tbody>${entries.value.map((entry) => html`
        <${entry.batchCount ? BatchRows : Row} key=${entry.id} entry=${entry} />`)}</tbody>
    </table>`;
}

export const whoOf = ({ outcome, moderator, rule }) => (isReaders(outcome) ? say('reader')
  : moderator ?? `${say('log.rule')}: ${inline(ruleName(rule))}`);

function Row({ entry, isPart = false }) {
  const { id, decidedAt, outcome, rule, undoneBy, undoneByModerator } = entry;
  return html`
    <tr class=${[undoneBy && 'undone', isPart && 'part'].filter(Boolean).join(' ') || undefined} data-decision=${id}>
      <td class="when"><time datetime=${decidedAt}>${clock(decidedAt)}</time></td>
      <td><span class=${`outcome ${outcome}`}><span aria-hidden="true">${signs[outcome]}</span> ${say(outcome)}</span>
        ${undoneBy && html`<span class="note">${say('log.undone', { who: undoneByModerator })}</span>`}</td>
      <td class=${rule ? 'muted' : 'who-decided'}><bdi>${whoOf(entry)}</bdi></td>
      <td class="what wide"><${What} entry=${entry} /></td>
      <td class="wide"><${Why} entry=${entry} /></td>
      <td class="wide"><${Where} entry=${entry} /></td>
      <td class="acts wide"><a id=${`see-${id}`} href=${`/comments/${entry.commentId}`}>${say('log.see')}</a>
        ${mayUndo(entry) && html`
          ${' '}<button type="button" aria-haspopup="dialog" onClick=${ask('overturn', entry)}>${say('undo')}</button>`}</td>
    </tr>`;
}

/** Many decisions that were taken at once: one row, under which they stand when it is opened. */
function BatchRows({ entry }) {
  const { id, batchId, batchCount, batchUndone, decidedAt, outcome } = entry;
  const [opened, setOpened] = useState(null);
  const [problem, setProblem] = useState(null);
  const read = async (cursor) => {
    try {
      const [page, batch] = await Promise.all([partsOf(entry, cursor), opened?.batch ?? readBatch(batchId)]);
      setOpened({ batch, parts: [...(cursor ? opened.parts : []), ...page.items], next: page.next });
      setProblem(null);
    } catch (error) {
      setProblem(error);
    }
  };
  const toggle = () => { if (opened) setOpened(null); else read(null); };
  const mayUndoBatch = outcome !== 'undo' && batchUndone < batchCount && mayOverturn(entry);
  return html`
    <tr class=${batchUndone === batchCount ? 'undone' : undefined} data-decision=${id} data-batch=${batchId}>
      <td class="when"><time datetime=${decidedAt}>${clock(decidedAt)}</time></td>
      <td><span class=${`outcome ${outcome}`}><span aria-hidden="true">${signs[outcome]}</span> ${say(outcome)}</span>
        ${batchUndone > 0 && html`<span class="note">${say('log.batchUndone', { n: whole(batchUndone) })}</span>`}</td>
      <td class="who-decided"><bdi>${whoOf(entry)}</bdi></td>
      <td class="what wide"><button type="button" id=${`see-${id}`} aria-expanded=${Boolean(opened)} onClick=${toggle}>
        ${say('log.batch', { n: whole(batchCount) })}</button>
        ${problem && html`<span class="problem" role="alert">${explain(problem, 'unreached')}</span>`}</td>
      <td class="wide"><${Why} entry=${entry} /></td><td class="wide"></td>
      <td class="acts wide">${mayUndoBatch && html`
        <button type="button" aria-haspopup="dialog" onClick=${ask('overturn', entry)}>${say('log.batchUndo')}</button>`}</td>
    </tr>
    ${opened?.parts.map((part) => html`<${Row} key=${part.id} entry=${part} isPart />`)}
    ${opened && (opened.next || opened.batch.skippedCount > 0) && html`
      <tr class="part"><td class="wide" colspan=${columns.length}>
        ${opened.next && html`<p><button type="button" onClick=${() => read(opened.next)}>${say('more')}</button></p>`}
        ${outcome !== 'undo' && html`<${Skipped} batch=${opened.batch} />`}</td></tr>`}`;
}

function What({ entry }) {
  const { text, maskedPhone } = entry;
  return html`
    <bdi class="name"><${Marked} item=${entry} field="name" /></bdi>
    ${maskedPhone && html` <span class="muted">${maskedPhone}</span>`}
    ${text.title && html` <b dir="auto"><${Marked} item=${entry} field="title" /></b>`}
    <p class="said" dir="auto"><${Marked} item=${entry} field="content" /></p>`;
}

const Where = ({ entry: { headline, articleId, section } }) => html`
  <bdi>${headline ?? articleId}</bdi> ${section && html`<span class="note">${section}</span>`}`;

function Why({ entry }) {
  const { reason, note, advice, edited } = entry;
  return html`
    ${edited && html`
      <button type="button" class="quiet" aria-haspopup="dialog" onClick=${ask('edited', entry)}>${say('edited')}</button>`}
    ${reason && html`<span>${reasonName(reason)}</span>`}
    ${advice && html`<span class="muted">${say('log.advice', { what: say(advice).toLowerCase() })}</span>`}
    ${note && html`<q class="note" dir="auto">${note}</q>`}`;
}

const ask = (kind, entry) => () => { dialog.value = { kind, entry }; };

/** What the policy held waits anyway; what was decided after cannot be passed over. */
const mayUndo = (entry) => {
  const { latest, outcome, rule } = entry;
  return latest && outcome !== 'undo' && !isReaders(outcome) && !(rule && outcome === 'hold') && mayOverturn(entry);
};
