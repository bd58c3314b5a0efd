import { html } from '../../lib/htm/htm-preact.mjs';

const wide = 120;
const tall = 28;

/** A small time line of the last hour. What was not known is a gap. */
export function Line({ values }) {
  const known = values.filter((value) => value !== undefined && value !== null);
  const most = Math.max(...known, 0);
  if (known.length < 2) return html`<svg class="line" viewBox=${`0 0 ${wide} ${tall}`} aria-hidden="true"></svg>`;
  const step = wide / Math.max(1, values.length - 1);
  const high = (value) => tall - 2 - (most === 0 ? 0 : (value / most) * (tall - 4));
  const runs = values.reduce((made, value, i) => {
    if (value === undefined || value === null) return [...made, []];
    made.at(-1).push(`${(i * step).toFixed(1)},${high(value).toFixed(1)}`);
    return made;
  }, [[]]);
  return html`
    <svg class="line" viewBox=${`0 0 ${wide} ${tall}`} preserveAspectRatio="none" aria-hidden="true">
      ${runs.filter((run) => run.length > 1).map((run) => html`<polyline points=${run.join(' ')} />`)}
    </svg>`;
}
