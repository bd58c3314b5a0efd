import { html } from '../../lib/htm/htm-preact.mjs';
import { reasonName } from '../frame/vocabulary.js';
import { day, say, whole } from '../frame/words.js';
import { kappaOf, percent, shareOf } from './figures.js';
import * as state from './state.js';

const lengths = [30, 90, 365];

/** How far people agree, over all and by week, section and reason; what that means for models. */
export function Figures() {
  const { agreement: { all, ceiling, weeks, sections, reasons } } = state.picture.value;
  return html`
    <section aria-labelledby="figures">
      <h2 id="figures">${say('agreement.figures')}</h2>
      <p class="row" role="group" aria-label=${say('agreement.over')}>${lengths.map((n) => html`
        <button type="button" aria-pressed=${state.days.value === n} onClick=${() => state.lookBack(n)}>
          ${say('agreement.days', { n })}</button>`)}</p>
      ${all.same.of === 0 ? html`<p class="muted">${say('agreement.nothing')}</p>` : html`
        <p class="proof"><b>${say('agreement.same', { n: whole(all.same.of), share: shareOf(all.same) })}</b>
          ${' '}${say('agreement.kappa', { kappa: kappaOf(all) })}</p>`}
      <p>${ceiling
        ? say('agreement.ceiling', {
          value: percent(ceiling.value), low: percent(ceiling.low), high: percent(ceiling.high),
          differ: percent(1 - all.same.rate),
        })
        : say('agreement.bounded')}</p>
      <${Table} word="weeks" parts=${weeks} nameOf=${day} />
      <${Table} word="sections" parts=${sections} nameOf=${(of) => of ?? say('agreement.noSection')} />
      <${Table} word="reasons" parts=${reasons} nameOf=${reasonName} />
      <p class="muted">${say('agreement.how')}</p>
    </section>`;
}

const Table = ({ word, parts, nameOf }) => parts.length > 0 && html`
  <table class="stacked">
    <caption>${say(`agreement.by.${word}`)}</caption>
    <thead><tr><th scope="col">${say(`agreement.column.${word}`)}</th>
      <th scope="col">${say('agreement.column.twice')}</th><th scope="col">${say('agreement.column.same')}</th>
      <th scope="col">${say('agreement.column.kappa')}</th></tr></thead>
    <tbody>${parts.map(({ of, figures }) => html`
      <tr key=${of}><th scope="row"><bdi>${nameOf(of)}</bdi></th>
        <td data-label=${say('agreement.column.twice')}>${whole(figures.same.of)}</td>
        <td data-label=${say('agreement.column.same')}>${shareOf(figures.same)}</td>
        <td data-label=${say('agreement.column.kappa')}>${kappaOf(figures)}</td></tr>`)}</tbody>
  </table>`;
