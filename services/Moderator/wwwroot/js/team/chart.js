import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import uPlot from '../../lib/uplot/uplot.mjs';
import { language, number } from '../frame/words.js';

const tall = 190;
const dayInSeconds = 86_400;

/**
 * Lines over the hours; a table beside it says the same.
 * @param data What uPlot takes: moments in seconds, then the values of each line, null where there is none.
 * @param labels What each line is called.
 */
export function Chart({ data, labels }) {
  const place = useRef(null);
  const chart = useRef(null);
  const named = labels.join('\n');
  useEffect(() => {
    chart.current = new uPlot(optionsFor(place.current, labels), data, place.current);
    const fit = new ResizeObserver(() => chart.current.setSize({ width: place.current.clientWidth, height: tall }));
    fit.observe(place.current);
    return () => { fit.disconnect(); chart.current.destroy(); };
  }, [named]);
  useEffect(() => chart.current?.setData(data), [data]);
  return html`<div class="chart" aria-hidden="true" ref=${place}></div>`;
}

/** The style sheet gives the colours, those of lines as colours of what the element itself does not show. */
function optionsFor(element, labels) {
  const style = getComputedStyle(element);
  const grid = { stroke: style.borderTopColor, width: 1 };
  const axis = { stroke: style.color, grid, ticks: grid, font: `12px ${style.fontFamily}` };
  const lines = [{ stroke: style.outlineColor }, { stroke: style.columnRuleColor, dash: [6, 4] }];
  return {
    width: element.clientWidth,
    height: tall,
    legend: { live: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: true }, y: { range: fromZero } },
    axes: [
      { ...axis, values: (plot, moments) => moments.map((moment) => hourOf(plot, moment)) },
      { ...axis, values: (_, values) => values.map((value) => number(value, value < 10 && value % 1 ? 1 : 0)) },
    ],
    series: [{}, ...labels.map((label, i) => ({ label, width: 2, points: { show: true, size: 5 }, ...lines[i] }))],
  };
}

/** Over a week the days are told, over a day the hours. */
function hourOf({ scales: { x } }, seconds) {
  const format = x.max - x.min > 2 * dayInSeconds
    ? { day: 'numeric', month: 'numeric' }
    : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(language.value, format).format(new Date(seconds * 1000));
}

/** So that little looks little, and a line of nothing has its place. */
const fromZero = (_, least, most) => [0, Math.max(1, (most ?? 0) * 1.1)];
