import { html } from '../../lib/htm/htm-preact.mjs';
import { openPage } from '../frame/page.js';
import { explain, say } from '../frame/words.js';
import { Add } from './add.js';
import { Changes } from './changes.js';
import { Dialogs } from './dialogs.js';
import { Link } from './link.js';
import { link, people, read, refusal, roles, said } from './state.js';
import { Table } from './table.js';

function People() {
  return html`
    <p role="status" class="said-well">${said.value?.()}</p>
    ${link.value && html`<${Link} ...${link.value} />`}
    <section>
      <h2>${say('people.list')}</h2>
      ${refusal.value && html`
        <p class="problem" role="alert">${explain(refusal.value, 'unreached')}
          ${' '}<button type="button" onClick=${read}>${say('again')}</button></p>`}
      ${people.value ? html`<${Table} />` : !refusal.value && html`<p class="muted">${say('loading')}</p>`}
      <${Dialogs} />
    </section>
    <${Add} />
    <section>
      <h2>${say('people.roles')}</h2>
      <dl class="roles">${roles.map((role) => html`
        <div><dt>${say(`people.role.${role}`)}</dt><dd>${say(`people.role.${role}.may`)}</dd></div>`)}</dl>
    </section>
    <${Changes} />`;
}

await openPage('people', People);
await read();
