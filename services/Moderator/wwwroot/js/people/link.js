import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { Field } from '../frame/form.js';
import { clock, say } from '../frame/words.js';
import { link } from './state.js';
import { focusOn } from './table.js';

const select = () => {
  const field = document.querySelector('.link input');
  field.focus();
  field.select();
};

/** Puts the focus on the link, once a dialog that closes has given it back. */
export const focusOnLink = () => requestAnimationFrame(select);

/** The link that was just made, to be handed over. It stays until it is put away. */
export function Link({ person, address, until }) {
  const [copied, setCopied] = useState(null);
  useEffect(() => setCopied(null), [address]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied('people.link.copied');
    } catch {
      select();
      setCopied('people.link.byHand');
    }
  };
  const done = () => {
    link.value = null;
    focusOn(person);
  };
  return html`
    <section class="link">
      <h2>${say('people.link.title', person)}</h2>
      <p>${say('people.link.once', { when: clock(until) })}</p>
      <${Field} label=${say('people.link.field')}
        control=${(attributes) => html`<input ...${attributes} readOnly value=${address} />`} />
      <p class="row"><button type="button" class="primary" onClick=${copy}>${say('people.link.copy')}</button>
        <button type="button" onClick=${done}>${say('people.link.done')}</button>
        <span role="status" class="said-well">${copied && say(copied)}</span></p>
    </section>`;
}
