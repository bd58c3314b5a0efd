import { html } from '../../lib/htm/htm-preact.mjs';
import { number, say } from '../frame/words.js';

const width = 400;
const height = 96;

/**
 * How many comments have which score, in bins of equal width from 0 to 1. Those of the range are filled, the others outlined, so
 * that no colour is needed. The root of the count is drawn: a few risky ones are seen beside many harmless ones.
 */
export function Histogram({ bins, from, to }) {
  const most = Math.sqrt(Math.max(1, ...bins));
  const wide = width / bins.length;
  return html`
    <svg class="histogram" viewBox=${`0 0 ${width} ${height + 16}`} role="img" aria-label=${say('triage.histogram')}>
      ${bins.map((n, i) => {
        const tall = n && Math.max(2, (Math.sqrt(n) / most) * height);
        const inside = from !== null && to !== null && (i + 0.5) / bins.length >= from && (i + 0.5) / bins.length <= to;
        return html`<rect class=${inside ? 'inside' : ''} x=${i * wide + 1} y=${height - tall} width=${wide - 2} height=${tall}>
          <title>${number(i / bins.length)} – ${number((i + 1) / bins.length)}: ${n}</title></rect>`;
      })}
      <line x1="0" y1=${height} x2=${width} y2=${height} />
      ${[0, 0.25, 0.5, 0.75, 1].map((at) => html`
        <text x=${at * width} y=${height + 13} text-anchor=${at === 0 ? 'start' : at === 1 ? 'end' : 'middle'}>
          ${number(at)}</text>`)}
    </svg>`;
}
