import { html } from '../../lib/htm/htm-preact.mjs';
import { queueName } from '../frame/vocabulary.js';
import { ago, clock, say, whole } from '../frame/words.js';

/** From here on the oldest is said to wait long: the alarm of operators rings then, too. In milliseconds. */
const long = 4 * 3_600_000;

const columns = ['queue', 'section', 'count', 'oldest'];

/** What waits by queue and section: a bar beside each count, and in words what the bar shows. */
export function Waiting({ parts }) {
  if (parts.length === 0) return html`<p class="muted">${say('team.nothingWaits')}</p>`;
  const most = Math.max(...parts.map(({ count }) => count));
  const now = Date.now();
  return html`
    <p>${say('team.waitingSum', { n: whole(parts.reduce((sum, { count }) => sum + count, 0)) })}</p>
    <table class="stacked waiting">
      <caption class="hidden">${say('team.waiting')}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${say(`team.column.${name}`)}</th>`)}</tr></thead>
      <tbody>${parts.map((part) => html`<${Part} key=${`${part.queue} ${part.section}`} part=${part} most=${most} now=${now} />`)}
      </tbody>
    </table>`;
}

function Part({ part: { queue, name, section, count, oldest }, most, now }) {
  const to = `/?${new URLSearchParams({ queue, order: 'age', ...(section && { section }) })}`;
  return html`
    <tr>
      <th scope="row"><a href=${to}><bdi>${name ?? queueName(queue)}</bdi></a></th>
      <td><bdi>${section ?? say('team.noSection')}</bdi></td>
      <td class="bar"><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect width=${Math.max(1, (count / most) * 100)} height="10" /></svg> <b>${whole(count)}</b></td>
      <td>${oldest && html`<time datetime=${oldest} title=${clock(oldest)}>${ago(oldest, now)}</time>
        ${now - new Date(oldest) >= long && html` <span class="problem">! ${say('team.long')}</span>`}`}</td>
    </tr>`;
}
