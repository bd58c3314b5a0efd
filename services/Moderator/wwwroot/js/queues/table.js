import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { say } from '../frame/words.js';
import { inWords } from './route.js';
import * as state from './state.js';

const columns = ['name', 'queues.takes', 'queues.people', 'acts'];

/** The queues in the order in which they are asked; on a narrow screen the cells of a row stand below each other. */
export function Table() {
  const { queues } = state.settings.value;
  if (queues.length === 0) return html`<p class="muted">${say('queues.none')}</p>`;
  return html`
    <table class="stacked">
      <caption class="hidden">${say('queues.list')}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
      <tbody>${queues.map((queue, at) => html`
        <${Row} key=${queue.id} queue=${queue} isFirst=${at === 0} isLast=${at === queues.length - 1} />`)}</tbody>
    </table>`;
}

function Row({ queue, isFirst, isLast }) {
  const people = state.settings.value.people.filter(({ id }) => queue.people.includes(id));
  return html`
    <tr id=${`queue-${queue.id}`}>
      <th scope="row" class="wide"><bdi>${queue.name}</bdi></th>
      <td class="wide"><ul>${queue.routes.map((route) => html`<li>${inWords(route)}</li>`)}</ul></td>
      <td class="wide">${people.length === 0
        ? html`<span class="muted">${say('queues.nobody')}</span>`
        : people.map((person) => html`<span class="note"><bdi>${person.name}</bdi> ${!sees(person, queue)
          && html`<span class="problem">${say('queues.lacksSection')}</span>`}</span>`)}</td>
      <td class="acts wide"><${Acts} queue=${queue} isFirst=${isFirst} isLast=${isLast} /></td>
    </tr>`;
}

/** Whether somebody who is limited to sections can see anything in a queue. */
const sees = ({ sections }, { routes }) =>
  !sections || routes.some((route) => !route.sections || route.sections.some((section) => sections.includes(section)));

function Acts({ queue, isFirst, isLast }) {
  const ask = (kind) => () => { dialog.value = { kind, queue }; };
  const button = (word, onClick, { opens = false, blocked = false } = {}) => html`
    <button type="button" aria-haspopup=${opens ? 'dialog' : undefined} aria-disabled=${blocked ? 'true' : undefined}
      onClick=${() => { if (!blocked) onClick(); }}>${say(`queues.act.${word}`)}
      <span class="hidden"> ${queue.name}</span></button>`;
  return html`
    ${button('change', ask('edit'), { opens: true })}
    ${button('earlier', () => state.move(queue.id, -1), { blocked: isFirst })}
    ${button('later', () => state.move(queue.id, 1), { blocked: isLast })}
    ${button('remove', ask('remove'), { opens: true })}`;
}
