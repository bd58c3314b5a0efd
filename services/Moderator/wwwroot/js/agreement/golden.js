import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { reveal } from '../frame/marked.js';
import { day, say, whole } from '../frame/words.js';
import { said } from './disagreements.js';
import { shareOf } from './figures.js';
import * as state from './state.js';
import { Trend } from './trend.js';

/** Golden comments and, by week, how often they were answered right; by nobody in particular. */
export function Golden() {
  const { golden: weeks } = state.picture.value;
  return html`
    <section aria-labelledby="golden">
      <h2 id="golden">${say('agreement.golden')}</h2>
      <p class="muted">${say('agreement.goldenHow')}</p>
      ${weeks.length > 1 && html`<${Trend} weeks=${weeks} />`}
      ${weeks.length > 0 && html`
        <table class="stacked">
          <caption>${say('agreement.goldenWeeks')}</caption>
          <thead><tr>${['weeks', 'given', 'right'].map((name) => html`
            <th scope="col">${say(`agreement.column.${name}`)}</th>`)}</tr></thead>
          <tbody>${weeks.map(({ week, right }) => html`
            <tr key=${week}><th scope="row">${day(week)}</th>
              <td data-label=${say('agreement.column.given')}>${whole(right.of)}</td>
              <td data-label=${say('agreement.column.right')}>${shareOf(right)}</td></tr>`)}</tbody>
        </table>`}
      <p class="choice">
        <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'goldenOf' }; }}>
          ${say('agreement.goldenOf')}</button>
        <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'typed' }; }}>
          ${say('agreement.typed')}</button></p>
      ${state.golden.value.map((of) => html`<${One} key=${of.id} of=${of} />`)}
    </section>`;
}

const One = ({ of }) => html`
  <article class="opinion" data-golden=${of.id} aria-label=${of.text.name}>
    <p class="byline">${of.section && html`<b>${of.section}</b> · `}<bdi>${of.headline}</bdi></p>
    <p><bdi class="name">${reveal(of.text.name)}</bdi>${of.text.title && html` · <b dir="auto">${reveal(of.text.title)}</b>`}</p>
    <p class="content" dir="auto">${reveal(of.text.content)}</p>
    <p><b>${said(of)}</b>: <bdi>${of.why}</bdi></p>
    <p class="choice"><span class="muted">${say('agreement.answered', { given: whole(of.given), right: whole(of.right) })}</span>
      <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'withdraw', of }; }}>
        ${say('agreement.withdraw')}<span class="hidden"> ${of.text.name}</span></button></p>
  </article>`;
