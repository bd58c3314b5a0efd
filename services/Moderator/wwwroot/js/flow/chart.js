import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import uPlot from '../../lib/uplot/uplot.mjs';
import { language, number, say } from '../frame/words.js';
import * as state from './state.js';

const tall = 190;

const columns = (points, index, factor) => [
  points.map(({ at }) => new Date(at) / 1000),
  points.map(({ rates }) => (rates[index] === undefined || rates[index] === null ? null : rates[index] * factor)),
  points.map(({ depths }) => depths[index] ?? null),
];

/** The last hour of a station, with its scales: what passed, and what waited. Its figures stand beside it in words. */
export function Chart({ index, name }) {
  const place = useRef(null);
  const chart = useRef(null);
  const factor = name === 'moderators' ? 60 : 1;
  const points = state.points.value;
  useEffect(() => {
    chart.current = new uPlot(optionsFor(place.current, name), columns(points, index, factor), place.current);
    const fit = new ResizeObserver(() => chart.current.setSize({ width: place.current.clientWidth, height: tall }));
    fit.observe(place.current);
    return () => { fit.disconnect(); chart.current.destroy(); };
  }, [name, language.value]);
  useEffect(() => chart.current?.setData(columns(points, index, factor)), [points]);
  return html`<div class="chart" aria-hidden="true" ref=${place}></div>`;
}

/** The style sheet gives the colours, those of lines as colours of what the element itself does not show. */
function optionsFor(element, name) {
  const style = getComputedStyle(element);
  const [text, grid] = [style.color, { stroke: style.borderTopColor, width: 1 }];
  const unit = name === 'moderators' ? 'minute' : 'second';
  const axis = { stroke: text, grid, ticks: grid, font: `12px ${style.fontFamily}` };
  const clock = (seconds) => new Intl.DateTimeFormat(language.value, {
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).format(new Date(seconds * 1000));
  const amounts = (_, values) => values.map((value) => number(value, value < 10 && value % 1 ? 1 : 0));
  return {
    width: element.clientWidth,
    height: tall,
    legend: { live: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: true, range: lastHour }, rate: { range: fromZero }, depth: { range: fromZero } },
    axes: [
      { ...axis, values: (_, moments) => moments.map(clock) },
      { ...axis, scale: 'rate', values: amounts },
      { ...axis, scale: 'depth', side: 1, grid: { show: false }, values: amounts },
    ],
    series: [
      {},
      { label: say(`flow.chart.${unit}`), scale: 'rate', stroke: style.outlineColor, width: 2 },
      { label: say('flow.figure.depth'), scale: 'depth', stroke: style.columnRuleColor, width: 2, dash: [6, 4] },
    ],
  };
}

const lastHour = (_, first, last) => [last - 3600, last];

/** So that little looks little, and a line of nothing has its place. */
const fromZero = (_, least, most) => [0, Math.max(1, (most ?? 0) * 1.1)];
