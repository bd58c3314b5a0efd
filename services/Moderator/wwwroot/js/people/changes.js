import { html } from '../../lib/htm/htm-preact.mjs';
import { clock, explain, say } from '../frame/words.js';
import { changes, changesRefusal, readMoreChanges } from './state.js';

const columns = ['people.changes.when', 'people.changes.by', 'people.changes.whose', 'people.changes.what'];

/** The log of accounts: what was done to whom by whom. It is sealed with the log of decisions. */
export function Changes() {
  const { items, next } = changes.value;
  return html`
    <section>
      <h2>${say('people.changes')}</h2>
      <p class="muted">${say('people.changes.sealed')}</p>
      <table class="stacked">
        <caption class="hidden">${say('people.changes')}</caption>
        <thead><tr>${columns.map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
        <tbody>${items.map((change) => html`<${Row} key=${change.id} of=${change} />`)}</tbody>
      </table>
      ${changesRefusal.value && html`<p class="problem" role="alert">${explain(changesRefusal.value, 'unreached')}</p>`}
      ${next && html`<p><button type="button" onClick=${readMoreChanges}>${say('people.changes.more')}</button></p>`}
    </section>`;
}

function Row({ of: { changedAt, by, name, kind, role, sections, formerRole, formerSections } }) {
  return html`
    <tr>
      <td class="when"><time datetime=${changedAt}>${clock(changedAt)}</time></td>
      <td><bdi>${by ?? say('people.changes.commandLine')}</bdi></td>
      <td><bdi>${name}</bdi></td>
      <td>${say(`people.changed.${kind}`)}
        ${role && html`<span class="note">
          ${formerRole && `${rights(formerRole, formerSections)} → `}${rights(role, sections)}</span>`}</td>
    </tr>`;
}

const rights = (role, sections) => `${say(`people.role.${role}`)}, ${sections?.join(', ') ?? say('people.every')}`;
