import { html } from '../../lib/htm/htm-preact.mjs';
import { Chart as Lines, fromZero, timeOf } from '../frame/chart.js';
import { number } from '../frame/words.js';

const dayInSeconds = 86_400;

/**
 * Lines over the hours; a table beside it says the same.
 * @param data What uPlot takes: moments in seconds, then the values of each line, null where there is none.
 * @param labels What each line is called.
 */
export const Chart = ({ data, labels }) => html`
  <${Lines} data=${data} named=${labels.join('\n')} partsOf=${({ axis, lines }) => ({
    scales: { x: { time: true }, y: { range: fromZero } },
    axes: [
      { ...axis, values: (plot, moments) => moments.map((moment) => hourOf(plot, moment)) },
      { ...axis, values: (_, values) => values.map((value) => number(value, value < 10 && value % 1 ? 1 : 0)) },
    ],
    series: [{}, ...labels.map((label, i) => ({ ...lines[i], label, points: { show: true, size: 5 } }))],
  })} />`;

/** Over a week the days are told, over a day the hours. */
const hourOf = ({ scales: { x } }, seconds) => timeOf(seconds, x.max - x.min > 2 * dayInSeconds
  ? { day: 'numeric', month: 'numeric' }
  : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
