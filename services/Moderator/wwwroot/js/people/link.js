import { html } from '../../lib/htm/htm-preact.mjs';
import { CopyField } from '../frame/copy.js';
import { clock, say } from '../frame/words.js';
import { link } from './state.js';
import { focusOn } from './table.js';

/** The link that was just made, to be handed over. It stays until it is put away. */
export function Link({ person, address, until }) {
  const done = () => {
    link.value = null;
    focusOn(person);
  };
  return html`
    <section class="link">
      <h2>${say('people.link.title', person)}</h2>
      <p>${say('people.link.once', { when: clock(until) })}</p>
      <${CopyField} label=${say('people.link.field')} value=${address} />
      <p><button type="button" onClick=${done}>${say('people.link.done')}</button></p>
    </section>`;
}
