import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { isOperator } from '../frame/session.js';
import { capital, labelName } from '../frame/vocabulary.js';
import { clock, number, say, whole } from '../frame/words.js';
import { Differing } from './differing.js';
import { gain, interval, share, verdict } from './figures.js';
import { Reliability } from './reliability.js';
import * as state from './state.js';

/** The model that is tried, beside the one in use: first what follows from it, then why. */
export function Compared() {
  const { value: open } = state.open;
  if (!open) return html`
    <section aria-labelledby="compared"><h2 id="compared">${say('models.compared')}</h2>
      <p class="muted">${say('models.noneTried')}</p></section>`;
  const { comparison, differing } = open;
  return html`
    <section class="compared" aria-labelledby="compared">
      <h2 id="compared">${say('models.compared')}</h2>
      ${open.refused && html`<p class="problem" role="alert">${open.refused()}</p>`}
      ${!comparison && !open.refused && html`<p class="muted">${say('loading')}</p>`}
      ${comparison && html`
        <p><b>${comparison.candidate}</b> ${say('models.beside')} <b>${comparison.inUse}</b></p>
        <${Verdict} of=${comparison} />
        <p class="muted">${say('models.onDecisions', {
          n: whole(comparison.all.decisions), rejected: whole(comparison.all.rejected), since: clock(comparison.since),
        })} ${!comparison.complete && say('models.latestOnly', { n: whole(comparison.all.decisions) })}
          ${' '}${say('models.bias')}</p>
        ${state.mayChange.value && html`
          <p class="choice">
            <button type="button" class=${comparison.isNoWorse ? 'primary' : undefined} aria-haspopup="dialog"
              onClick=${() => { dialog.value = { kind: 'promote', id: open.id, comparison }; }}>
              ${say('models.promote')}</button></p>`}
        ${comparison.candidateFigures && html`<${Figures} of=${comparison} />`}
        <${Groups} title=${say('models.byLabel')} groups=${comparison.labels} nameOf=${(name) => capital(labelName(name))} />
        <${Groups} title=${say('models.bySection')} groups=${comparison.sections}
          nameOf=${(name) => name || say('models.noSection')} />
        ${!isOperator.value && html`<${Differing} comments=${differing} />`}`}
    </section>`;
}

const signs = { better: '▲', worse: '▼', open: '≈' };

/** In words before all figures; while there are too few decisions, how many are missing and nothing else. */
function Verdict({ of: { all } }) {
  if (!all.gain) return html`<p class="verdict missing">${missing(all)}</p>`;
  const is = verdict(all.gain);
  return html`<p class=${`verdict ${is}`}><span class="sign" aria-hidden="true">${signs[is]}</span>
    ${' '}${say(`models.verdict.${is}`)} <span class="gain">${gain(all.gain)}</span></p>`;
}

function missing({ missingApproved, missingRejected }) {
  const values = { approved: whole(missingApproved), rejected: whole(missingRejected) };
  if (missingRejected === 0) return say('models.missing.approved', values);
  return say(missingApproved === 0 ? 'models.missing.rejected' : 'models.missing', values);
}

const rows = [
  ['hold', 'taken'], ['hold', 'precision'], ['hold', 'recall'],
  ['reject', 'taken'], ['reject', 'precision'], ['reject', 'recall'],
];

const Figures = ({ of: { all, inUseFigures, candidateFigures } }) => html`
  <div class="figures-of-models">
    <div class="scroll" tabindex="0" role="region" aria-label=${say('models.atThresholds')}>
    <table>
      <caption>${say('models.atThresholds')}</caption>
      <thead><tr><td></td><th scope="col" class="number">${say('models.used')}</th>
        <th scope="col" class="number">${say('models.tried')}</th></tr></thead>
      <tbody>
        <tr><th scope="row">AUC</th><td class="number">${interval(all.inUse)}</td>
          <td class="number">${interval(all.candidate)}</td></tr>
        ${rows.map(([level, figure]) => html`
          <tr><th scope="row">${say(`models.${level}.${figure}`)}</th>
            <td class="number">${share(inUseFigures[level][figure])}</td>
            <td class="number">${share(candidateFigures[level][figure])}</td></tr>`)}
        <tr><th scope="row">${say('models.calibrationError')}</th>
          <td class="number">${number(inUseFigures.reliability.error, 3)}</td>
          <td class="number">${number(candidateFigures.reliability.error, 3)}</td></tr>
      </tbody>
    </table></div>
    <${Reliability} used=${inUseFigures.reliability} tried=${candidateFigures.reliability} />
  </div>`;

const columns = ['what', 'decisions', 'used', 'tried', 'difference'];

const Groups = ({ title, groups, nameOf }) => groups.length > 0 && html`
  <table class="stacked">
    <caption>${title}</caption>
    <thead><tr>${columns.map((name) => html`
      <th scope="col" class=${name === 'what' ? undefined : 'number'}>${say(`models.column.${name}`)}</th>`)}</tr></thead>
    <tbody>${groups.map((group) => html`
      <tr>
        <th scope="row" class="wide"><bdi>${nameOf(group.name)}</bdi></th>
        <td class="number">${say('models.ofDecisions', { n: whole(group.decisions), rejected: whole(group.rejected) })}</td>
        ${group.gain
          ? html`
            <td class="number" data-label=${say('models.used')}>${interval(group.inUse)}</td>
            <td class="number" data-label=${say('models.tried')}>${interval(group.candidate)}</td>
            <td class=${`number gain ${verdict(group.gain)}`} data-label=${say('models.column.difference')}>
              ${gain(group.gain)}</td>`
          : html`<td colspan="3" class="number muted">${missing(group)}</td>`}
      </tr>`)}</tbody>
  </table>`;
