import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { session } from '../frame/session.js';
import { clock, say } from '../frame/words.js';
import { enable, people } from './state.js';

const columns = ['name', 'people.role', 'people.sections', 'people.status', 'people.since', 'acts'];

/** Everybody; on a narrow screen the cells of a row stand below each other. */
export function Table() {
  return html`
    <table class="stacked">
      <caption class="hidden">${say('people.list')}</caption>
      <thead><tr>${columns.map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
      <tbody>${people.value.map((person) => html`<${Row} key=${person.id} person=${person} />`)}</tbody>
    </table>`;
}

function Row({ person }) {
  const { id, name, role, sections, status, createdAt } = person;
  return html`
    <tr class=${status} id=${`person-${id}`}>
      <th scope="row" class="wide"><bdi>${name}</bdi> ${isOwn(person) && html`<span class="tag">${say('people.you')}</span>`}</th>
      <td>${say(`people.role.${role}`)}</td>
      <td class=${sections ? undefined : 'muted'}>${sections?.join(', ') ?? say('people.every')}</td>
      <td>${say(`people.status.${status}`)} <${Invited} person=${person} /></td>
      <td class="when"><time datetime=${createdAt}>${clock(createdAt)}</time></td>
      <td class="acts wide"><${Acts} person=${person} /></td>
    </tr>`;
}

function Invited({ person: { status, invitedUntil } }) {
  if (status !== 'invited') return null;
  const text = invitedUntil ? say('people.linkUntil', { when: clock(invitedUntil) }) : say('people.linkGone');
  return html`<span class="note">${text}</span>`;
}

/** One's own password is changed with the present one, on the page of one's own work. */
function Acts({ person }) {
  const ask = (kind) => () => { dialog.value = { kind, person }; };
  const button = (word, onClick, opens) => html`
    <button type="button" aria-haspopup=${opens ? 'dialog' : undefined} onClick=${onClick}>
      ${say(word)}<span class="hidden"> ${person.name}</span></button>`;
  if (person.status === 'disabled') return button('people.enable', () => enable(person).then(() => focusOn(person)));
  return html`
    ${button('people.edit', ask('edit'), true)}
    ${isOwn(person)
      ? html`<a href="/statistics#password">${say('people.ownPassword')}</a>`
      : button('people.invite', ask('invite'), true)}
    ${person.hasSecondFactor && !isOwn(person) && button('people.reset', ask('reset'), true)}
    ${button('people.disable', ask('disable'), true)}`;
}

/** Puts the focus on what can be done about somebody, after the button that did it is gone. */
export const focusOn = ({ id }) => requestAnimationFrame(() => document.querySelector(`#person-${id} button`)?.focus());

export const isOwn = ({ name }) => name === session.value.name;
