import { html } from '../../lib/htm/htm-preact.mjs';
import { number, say, whole } from '../frame/words.js';
import { share } from './figures.js';

const side = 240;
const left = 34;
const low = 26;
const x = (value) => left + value * side;
const y = (value) => 8 + (1 - value) * side;

/**
 * How many of the comments with a score people rejected. Who lies on the diagonal says what is; the model in use has squares, the
 * tried one circles, and each its interval. The same stands beside it in a table for who hears it.
 */
export const Reliability = ({ used, tried }) => html`
  <figure class="reliability">
    <figcaption>${say('models.reliability')}</figcaption>
    <svg viewBox=${`0 0 ${left + side + 10} ${side + low + 10}`} aria-hidden="true">
      ${[0, 0.5, 1].map((at) => html`
        <line class="grid" x1=${x(0)} x2=${x(1)} y1=${y(at)} y2=${y(at)} />
        <text x=${left - 6} y=${y(at) + 4} text-anchor="end">${number(at, 1)}</text>
        <text x=${x(at)} y=${y(0) + 18} text-anchor="middle">${number(at, 1)}</text>`)}
      <line class="ideal" x1=${x(0)} y1=${y(0)} x2=${x(1)} y2=${y(1)} />
      ${used.bins.map((bin) => html`<${Reach} bin=${bin} of="used" /><rect class="used" x=${x(bin.score) - 4}
        y=${y(bin.rejected.rate) - 4} width="8" height="8" />`)}
      ${tried.bins.map((bin) => html`<${Reach} bin=${bin} of="tried" /><circle class="tried" cx=${x(bin.score)}
        cy=${y(bin.rejected.rate)} r="4.5" />`)}
    </svg>
    <p class="legend"><span class="used"><span aria-hidden="true">■</span> ${say('models.used')}</span>
      ${' '}<span class="tried"><span aria-hidden="true">●</span> ${say('models.tried')}</span></p>
    <p class="hint">${say('models.reliabilityHint')}</p>
    <div class="hidden">${[['used', used], ['tried', tried]].map(([of, { bins }]) => html`
      <p>${say(`models.${of}`)}: ${bins.map(({ score, rejected }) => say('models.bin', {
        score: number(score), share: share(rejected), n: whole(rejected.of),
      })).join('; ')}</p>`)}</div>
  </figure>`;

const Reach = ({ bin: { score, rejected }, of }) => html`
  <line class=${`reach ${of}`} x1=${x(score)} x2=${x(score)} y1=${y(rejected.low)} y2=${y(rejected.high)} />`;
