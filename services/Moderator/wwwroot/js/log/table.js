import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { inline, reasonName, ruleName } from '../frame/vocabulary.js';
import { clock, say } from '../frame/words.js';
import { entries, reading } from './state.js';

const columns = ['when', 'outcome', 'who', 'why', 'where', 'acts'];
const signs = { approve: '✓', reject: '✕', hold: '‖', undo: '↶' };

/** The decisions, one a row; on a narrow screen the cells of a row stand below each other. */
export function Table() {
  return html`
    <table class="stacked" aria-busy=${reading.value}>
      <caption class="hidden">${say('place.log')}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${say(`log.${name}`)}</th>`)}</tr></thead>
      <tbody>${entries.value.map((entry) => html`<${Row} key=${entry.id} entry=${entry} />`)}</tbody>
    </table>`;
}

export const whoOf = ({ moderator, rule }) => moderator ?? `${say('log.rule')}: ${inline(ruleName(rule))}`;

function Row({ entry }) {
  const { id, decidedAt, outcome, rule, undoneBy, undoneByModerator } = entry;
  return html`
    <tr class=${undoneBy ? 'undone' : undefined} data-decision=${id}>
      <td class="when"><time datetime=${decidedAt}>${clock(decidedAt)}</time></td>
      <td><span class=${`outcome ${outcome}`}><span aria-hidden="true">${signs[outcome]}</span> ${say(outcome)}</span>
        ${undoneBy && html`<span class="note">${say('log.undone', { who: undoneByModerator })}</span>`}</td>
      <td class=${rule ? 'muted' : 'who-decided'}><bdi>${whoOf(entry)}</bdi></td>
      <td class="wide"><${Why} entry=${entry} /></td>
      <td class="wide"><bdi>${entry.headline ?? entry.articleId}</bdi>
        ${' '}
        ${entry.section && html`<span class="note">${entry.section}</span>`}</td>
      <td class="acts wide"><a id=${`see-${id}`} href=${`/comments/${entry.commentId}`}>${say('log.see')}</a>
        ${mayUndo(entry) && html`
          ${' '}<button type="button" aria-haspopup="dialog" onClick=${ask('overturn', entry)}>${say('undo')}</button>`}</td>
    </tr>`;
}

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
const mayUndo = ({ latest, outcome, rule }) => latest && outcome !== 'undo' && !(rule && outcome === 'hold');
