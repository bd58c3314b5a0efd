import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { ago, clock, explain, number, say, sayOr, whole } from '../frame/words.js';
import * as api from './api.js';
import { bound, percent } from './figures.js';
import * as state from './state.js';

/** One lane: how it stands, what is proven, and what it would take at other budgets. */
export function Lane({ of }) {
  const { lane, levels, open } = of;
  const { name, budget, auditShare, isOpen, isForbidden, shutFor, changedAt } = lane;
  const word = isForbidden ? 'forbidden' : isOpen ? 'open' : 'shut';
  return html`
    <section class="lane" aria-labelledby=${`lane-${name}`} data-lane=${name}>
      <h2 id=${`lane-${name}`}>${say(`lanes.${name}`)} <span class=${`tag ${word}`}>${say(`lanes.is.${word}`)}</span></h2>
      <p>${say(`lanes.budget.${name}`, { budget: bound(budget) })}</p>
      ${!isOpen && shutFor && html`
        <p class=${machine.includes(shutFor) ? 'problem' : 'muted'} role=${machine.includes(shutFor) ? 'alert' : undefined}>
          ${sayOr(`lanes.shut.${shutFor}`, shutFor)}${' '}
          <time datetime=${changedAt} title=${clock(changedAt)}>${ago(changedAt, Date.now())}</time></p>`}
      ${open && html`<${Watched} name=${name} isOpen=${isOpen} of=${open} />`}
      <${Ground} of=${of} />
      <${Levels} name=${name} budget=${budget} levels=${levels} />
      <p class="muted">${say('lanes.audits', { share: percent(auditShare) })}</p>
      <p class="choice">
        ${isOpen && html`<${Ask} kind="shut" of=${of} />`}
        ${!isOpen && !isForbidden && of.latest?.threshold !== undefined && of.latest?.budget === budget
          && html`<${Ask} kind="open" of=${of} main />`}
        ${!isForbidden && html`
          <button type="button" onClick=${() => find(name)}>
            ${say('lanes.search')}<span class="hidden"> ${say(`lanes.${name}`)}</span></button>`}
        <${Ask} kind="budget" of=${of} />
        <${Ask} kind=${isForbidden ? 'allow' : 'forbid'} of=${of} />
      </p>
    </section>`;
}

const machine = ['audits', 'drift', 'unread', 'model'];

async function find(name) {
  try {
    await state.act(api.search(name));
    state.tell(() => say('lanes.searched', { lane: say(`lanes.${name}`) }));
  } catch (error) {
    state.tell(() => explain(error, 'unreached'));
  }
}

const Ask = ({ kind, of, main }) => html`
  <button type="button" class=${main ? 'primary' : undefined} aria-haspopup="dialog"
    onClick=${() => { dialog.value = { kind, of }; }}>
    ${say(`lanes.act.${kind}`)}<span class="hidden"> ${say(`lanes.${of.lane.name}`)}</span></button>`;

/** What audits say, at whatever time one looks. */
const Watched = ({ name, isOpen, of: { taken, takenBack, countedAt, audits, lower, upper } }) => html`
  <p class="proof"><b>${say(`lanes.did.${name}`, { taken: whole(taken) })}</b>,
    ${' '}${say('lanes.audited', { decided: whole(audits.decided), wrong: whole(audits.wrong) })}
    ${audits.decided > 0 && html`: <b>${say('lanes.bound', { upper: bound(upper) })}</b>`}.
    ${lower >= 0.001 && ` ${say('lanes.lower', { lower: percent(lower) })}`}</p>
  <p class="muted">${isOpen && say('lanes.waiting', { waiting: whole(audits.waiting), unread: whole(audits.unread) })}
    ${takenBack > 0 && ` ${say('lanes.takenBack', { n: whole(takenBack) })}`}
    ${' '}${say('lanes.counted', { ago: ago(countedAt, Date.now()) })}</p>`;

/** On what it stands: the decisions that a threshold was proven on, or how many are missing. */
function Ground({ of: { lane, decisions, onTrial, leftOut, readAt, latest, inForce } }) {
  const fit = inForce ?? latest;
  return html`
    <p>${say('lanes.decisions', { n: whole(decisions), ago: ago(readAt, Date.now()) })}
      ${onTrial > 0 && ` ${say('lanes.onTrial', { n: whole(onTrial) })}`}
      ${leftOut > 0 && ` ${say('lanes.leftOut', { n: whole(leftOut) })}`}
      ${!fit && ` ${say('lanes.noSearch')}`}
      ${fit?.threshold !== undefined && ` ${say(`lanes.proven.${lane.name}`, {
        threshold: number(fit.threshold, 3), share: percent(fit.share), taken: whole(fit.taken), wrong: whole(fit.wrong),
        bound: bound(fit.bound), sure: percent(1 - fit.level), attempt: whole(fit.attempt),
      })}`}
      ${fit && fit.threshold === undefined && html` <b>${fit.needed === undefined
        ? say('lanes.never') : say('lanes.needed', { n: whole(fit.needed) })}</b>`}
      ${!inForce && latest && latest.budget !== lane.budget && ` ${say('lanes.otherBudget')}`}</p>`;
}

const Levels = ({ name, budget: own, levels }) => html`
  <table class="stacked">
    <caption>${say('lanes.levels')}</caption>
    <thead><tr>${['level', 'budget', 'share'].map((column) => html`
      <th scope="col">${say(`lanes.column.${column}`)}</th>`)}</tr></thead>
    <tbody>${levels.map(({ budget, level, share, needed }) => html`
      <tr aria-current=${budget === own ? 'true' : undefined}>
        <th scope="row">${say(`lanes.level.${level ?? 'own'}`)}
          ${budget === own && html` <span class="tag">${say('lanes.chosen')}</span>`}</th>
        <td>${bound(budget)}</td>
        <td class="wide">${share > 0 ? say(`lanes.takes.${name}`, { share: percent(share) })
          : needed === undefined ? say('lanes.never') : say('lanes.needed', { n: whole(needed) })}</td></tr>`)}</tbody>
  </table>`;
