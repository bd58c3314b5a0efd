import { html } from '../../lib/htm/htm-preact.mjs';
import { useMemo } from '../../lib/preact/hooks.mjs';
import { Chart as Lines, fromZero, timeOf } from '../frame/chart.js';
import { number, say } from '../frame/words.js';
import * as state from './state.js';

const columns = (points, index, factor) => [
  points.map(({ at }) => new Date(at) / 1000),
  points.map(({ rates }) => (rates[index] === undefined || rates[index] === null ? null : rates[index] * factor)),
  points.map(({ depths }) => depths[index] ?? null),
];

/** The last hour of a station, with its scales: what passed, and what waited. Its figures stand beside it in words. */
export function Chart({ index, name }) {
  const isSlow = name === 'moderators';
  const points = state.points.value;
  const data = useMemo(() => columns(points, index, isSlow ? 60 : 1), [points, index, isSlow]);
  return html`<${Lines} data=${data} named=${name} partsOf=${partsFor(isSlow ? 'minute' : 'second')} />`;
}

const partsFor = (unit) => ({ axis, lines: [passed, waited] }) => ({
  scales: { x: { time: true, range: lastHour }, rate: { range: fromZero }, depth: { range: fromZero } },
  axes: [
    { ...axis, values: (_, moments) => moments.map((at) => timeOf(at, clock)) },
    { ...axis, scale: 'rate', values: amounts },
    { ...axis, scale: 'depth', side: 1, grid: { show: false }, values: amounts },
  ],
  series: [
    {},
    { ...passed, label: say(`flow.chart.${unit}`), scale: 'rate' },
    { ...waited, label: say('flow.figure.depth'), scale: 'depth' },
  ],
});

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

const amounts = (_, values) => values.map((value) => number(value, value < 10 && value % 1 ? 1 : 0));

const lastHour = (_, first, last) => [last - 3600, last];
