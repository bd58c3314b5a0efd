import { html } from '../../lib/htm/htm-preact.mjs';
import { language, say } from '../frame/words.js';

const hour = 3_600_000;

/** The clock hours that the last 24 hours touch. */
const bars = 25;
const wide = 16;
const height = 96;

/** `{ at, n }` of every hour that the last 24 hours touch, oldest first; the server leaves out those without decisions. */
function everyHour(hours, now) {
  const counted = new Map(hours.map(({ hour: at, decisions }) => [new Date(at).getTime(), decisions]));
  const last = Math.floor(now / hour) * hour;
  return Array.from({ length: bars }, (_, i) => last - (bars - 1 - i) * hour).map((at) => ({ at, n: counted.get(at) ?? 0 }));
}

/** Decisions an hour as bars, and as a table for whoever does not see them. */
export function Hours({ hours }) {
  const sum = hours.reduce((total, { decisions }) => total + decisions, 0);
  if (sum === 0) return html`<p class="muted">${say('statistics.noHours')}</p>`;
  const every = everyHour(hours, Date.now());
  const most = Math.max(...every.map(({ n }) => n));
  return html`
    <p>${say('statistics.hoursSum', { n: sum, most })}</p>
    <div class="hours" aria-hidden="true">
      <svg viewBox=${`0 0 ${bars * wide} ${height}`} preserveAspectRatio="none">
        ${every.map(({ at, n }, i) => {
          const tall = n && Math.max(3, (n / most) * height);
          return html`
            <rect x=${i * wide + 2} y=${height - tall} width=${wide - 4} height=${tall}>
              <title>${say('statistics.atHour', { at: atHour(at), n })}</title></rect>`;
        })}
      </svg>
      <p>${[0, 8, 16, 24].map((i) => html`<span>${atHour(every[i].at)}</span>`)}</p>
    </div>
    <div class="hidden">
      <table><caption>${say('statistics.hours')}</caption>
        <thead><tr><th scope="col">${say('statistics.hour')}</th><th scope="col">${say('statistics.decisions')}</th></tr></thead>
        <tbody>${every.filter(({ n }) => n > 0).map(({ at, n }) => html`
          <tr><th scope="row">${atHour(at)}</th><td>${n}</td></tr>`)}</tbody></table>
    </div>`;
}

function atHour(moment) {
  const format = new Intl.DateTimeFormat(language.value, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return format.format(new Date(moment));
}
