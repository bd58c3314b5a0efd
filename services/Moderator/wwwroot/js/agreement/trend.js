import { html } from '../../lib/htm/htm-preact.mjs';
import { useMemo } from '../../lib/preact/hooks.mjs';
import { Chart, timeOf } from '../frame/chart.js';
import { say } from '../frame/words.js';
import { percent } from './figures.js';

const weekInSeconds = 7 * 86_400;

/** How often golden comments were answered right, week by week, and within which bounds; the table beneath says the same. */
export function Trend({ weeks }) {
  const data = useMemo(() => columns(weeks), [weeks]);
  return html`<${Chart} data=${data} named="golden" partsOf=${partsOf} />`;
}

/** A week without an answer is a gap. */
function columns(weeks) {
  const known = new Map(weeks.map(({ week, right }) => [Date.parse(week) / 1000, right]));
  const [first, last] = [Math.min(...known.keys()), Math.max(...known.keys())];
  const moments = Array.from({ length: Math.round((last - first) / weekInSeconds) + 1 }, (_, i) => first + i * weekInSeconds);
  return [moments, ...['rate', 'high', 'low'].map((of) => moments.map((at) => known.get(at)?.[of] ?? null))];
}

const partsOf = ({ axis, lines: [right, bounds] }) => ({
  scales: { x: { time: true }, y: { range: [0, 1] } },
  axes: [
    {
      ...axis,
      incrs: [weekInSeconds, 2 * weekInSeconds, 4 * weekInSeconds, 8 * weekInSeconds],
      values: (_, moments) => moments.map((at) => timeOf(at, { day: 'numeric', month: 'numeric', timeZone: 'UTC' })),
    },
    { ...axis, values: (_, values) => values.map(percent) },
  ],
  series: [
    {},
    { ...right, label: say('agreement.column.right'), points: { show: true, size: 7 } },
    { ...bounds, width: 1, label: say('agreement.goldenHigh') },
    { ...bounds, width: 1, label: say('agreement.goldenLow') },
  ],
});
