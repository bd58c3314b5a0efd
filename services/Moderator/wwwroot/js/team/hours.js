import { html } from '../../lib/htm/htm-preact.mjs';
import { useMemo } from '../../lib/preact/hooks.mjs';
import { clock, number, say, whole } from '../frame/words.js';
import { Chart } from './chart.js';
import * as state from './state.js';

const hour = 3_600_000;
const columns = ['hour', 'decisions', 'batched', 'median', 'p90'];

/** Every hour that the last days touch, oldest first; the server leaves out those in which nothing was decided. */
function everyHour(hours, days, now) {
  const known = new Map(hours.map((each) => [new Date(each.hour).getTime(), each]));
  const last = Math.floor(now / hour) * hour;
  const count = days * 24 + 1;
  return Array.from({ length: count }, (_, i) => last - (count - 1 - i) * hour)
    .map((at) => known.get(at) ?? { hour: new Date(at).toISOString(), decisions: 0, batched: 0 });
}

/** How much was decided in each hour, and how long one decision took. */
export function Hours() {
  const { value: days } = state.days;
  const { hours } = state.picture.value;
  const every = useMemo(() => everyHour(hours, days, Date.now()), [hours, days]);
  const moments = every.map(({ hour: at }) => new Date(at) / 1000);
  const lines = (...names) => [moments, ...names.map((name) => every.map((each) => each[name] ?? null))];
  const decided = useMemo(() => lines('decisions', 'batched'), [every]);
  const took = useMemo(() => lines('median', 'p90'), [every]);
  return html`
    <p class="row" role="group" aria-label=${say('team.over')}>${[1, 7].map((over) => html`
      <button type="button" aria-pressed=${days === over} onClick=${() => state.lookBack(over)}>
        ${say(`team.over.${over}`)}</button>`)}</p>
    ${hours.length === 0 ? html`<p class="muted">${say('team.noDecisions')}</p>` : html`
      <h3>${say('team.decisions')}</h3>
      <${Chart} data=${decided} labels=${[say('team.column.decisions'), say('team.column.batched')]} />
      <h3>${say('team.took')}</h3>
      <p class="muted">${say('team.tookHow')}</p>
      <${Chart} data=${took} labels=${[say('team.column.median'), say('team.column.p90')]} />
      <details><summary>${say('team.asTable')}</summary>
        <table><caption class="hidden">${say('team.hours')}</caption>
          <thead><tr>${columns.map((name) => html`<th scope="col">${say(`team.column.${name}`)}</th>`)}</tr></thead>
          <tbody>${hours.map((each) => html`<${Row} key=${each.hour} of=${each} />`)}</tbody></table></details>`}`;
}

const Row = ({ of: { hour: at, decisions, batched, median, p90 } }) => html`
  <tr><th scope="row"><time datetime=${at}>${clock(at)}</time></th><td>${whole(decisions)}</td><td>${whole(batched)}</td>
    <td>${seconds(median)}</td><td>${seconds(p90)}</td></tr>`;

const seconds = (value) => (value === undefined ? '–' : say('team.seconds', { n: number(value, 1) }));
