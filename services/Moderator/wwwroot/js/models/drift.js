import { html } from '../../lib/htm/htm-preact.mjs';
import { capital, labelName } from '../frame/vocabulary.js';
import { language, number, say, whole } from '../frame/words.js';
import { interval, percent } from './figures.js';
import * as state from './state.js';

const columns = ['week', 'scored', 'risks', 'agreement', 'strange'];

const dayOf = (day) => new Intl.DateTimeFormat(language.value, { day: '2-digit', month: '2-digit' }).format(new Date(day));

/** Week by week whether comments and people are still what the model knows; first what is not. */
export function Drift() {
  const { value: drift } = state.drift;
  return html`
    <section aria-labelledby="drift">
      <h2 id="drift">${say('models.drift')}</h2>
      ${!drift && html`<p class="muted">${say('models.drift.counting')}</p>`}
      ${drift && html`
        <div role="status"><${Alarms} of=${drift} /></div>
        <p class="muted">${say('models.drift.means')}</p>
        ${drift.model && html`
          <table class="stacked weeks">
            <caption>${drift.model}</caption>
            <thead><tr>${columns.map((name) => html`<th scope="col">${say(`models.drift.column.${name}`)}</th>`)}</tr></thead>
            <tbody>${drift.weeks.filter(({ scored }) => scored > 0).map((week) => html`
              <${Week} key=${week.from} week=${week} model=${drift.model} />`)}</tbody>
          </table>`}`}
    </section>`;
}

const Alarms = ({ of: { alarms, missing, model } }) => {
  if (!model) return html`<p class="muted">${say('models.drift.none')}</p>`;
  if (alarms.length > 0)
    return html`<ul class="findings">${alarms.map((alarm) => html`
      <li class="warning" data-drift=${alarm.kind}><p class="what"><span class="sign" aria-hidden="true">!</span>
        ${' '}${say(`models.drift.alarm.${alarm.kind}`, valuesOf(alarm))}</p>
        <p>${say(`models.drift.do.${alarm.kind}`)}</p></li>`)}</ul>`;
  return html`<p>${missing > 0 ? say('models.drift.missing', { n: whole(missing) }) : say('models.drift.well')}</p>`;
};

const valuesOf = ({ kind, label, before, now }) => ({
  label: label ? capital(labelName(label)) : say('models.drift.risk'),
  before: kind === 'strangeWords' ? percent(before) : number(before, 3),
  now: kind === 'strangeWords' ? percent(now) : number(now, 2),
});

function Week({ week: { from, models, scored, shares, agreement, strange }, model }) {
  const others = models.filter((one) => one !== model);
  return html`
    <tr>
      <th scope="row" class="when"><time datetime=${from}>${say('models.drift.from', { day: dayOf(from) })}</time>
        ${others.length > 0 && html`<span class="note">${say('models.drift.others', { names: others.join(', ') })}</span>`}</th>
      <td data-label=${say('models.drift.column.scored')}>${whole(scored)}</td>
      <td>${shares.length > 0 ? html`<${Spread} shares=${shares} />` : '–'}</td>
      <td data-label=${say('models.drift.column.agreement')}>
        ${agreement ? interval(agreement) : html`<span class="muted">${say('models.drift.few')}</span>`}</td>
      <td data-label=${say('models.drift.column.strange')}>${strange === undefined ? '–' : percent(strange)}</td>
    </tr>`;
}

/** The root of the share is drawn: a few risky ones are seen beside many harmless ones. */
const Spread = ({ shares }) => {
  const said = shares.map((share, i) => `${number(i / 10, 1)}–${number((i + 1) / 10, 1)}: ${percent(share)}`).join('; ');
  return html`
    <svg class="spread" viewBox="0 0 100 24" role="img" aria-label=${said}>
      ${shares.map((share, i) => html`<rect x=${i * 10 + 1} y=${24 - Math.sqrt(share) * 24} width="8"
        height=${Math.sqrt(share) * 24} />`)}
      <line x1="0" x2="100" y1="24" y2="24" /></svg>`;
};
