import { html } from '../../lib/htm/htm-preact.mjs';
import { Field } from '../frame/form.js';
import { hasPasskeys, makePasskey } from '../frame/passkeys.js';
import { clock, language, say } from '../frame/words.js';
import { addPasskey, beginPasskey, removePasskey } from './api.js';
import { Proof } from './proof.js';

const columns = ['passkeys.name', 'passkeys.created', 'passkeys.used', 'acts'];

/** One's own passkeys: each signs in in place of password and code. */
export function Passkeys({ state: { passkeys, notHere }, added, removed }) {
  const add = async (password, { name }) => {
    const credential = await makePasskey(await beginPasskey(password));
    await added(await addPasskey(name, credential));
  };
  return html`
    <h3>${say('passkeys')}</h3>
    <p class="muted">${say('passkeys.what')}</p>
    ${passkeys.length > 0 && html`
      <table class="stacked">
        <caption class="hidden">${say('passkeys')}</caption>
        <thead><tr>${columns.map((name) => html`<th scope="col">${say(name)}</th>`)}</tr></thead>
        <tbody>${passkeys.map((one) => html`<${Row} key=${one.id} of=${one} removed=${removed} />`)}</tbody>
      </table>`}
    ${notHere ? html`<p class="note">${notHere[language.value]}</p>`
      : !hasPasskeys ? html`<p class="note">${say('passkeys.unsupported')}</p>`
      : html`
        <${Proof} word="passkeys.add" act=${add} fallback="passkeys.cancelled">${(errors) => html`
          <${Field} label=${say('passkeys.name')} hint=${say('passkeys.nameHint')} error=${errors.name}
            control=${(attributes) => html`<input ...${attributes} name="name" autocomplete="off" required />`} />`}
        </${Proof}>`}`;
}

function Row({ of: { id, name, createdAt, usedAt, isBackedUp }, removed }) {
  const remove = async (password) => removed(await removePasskey(id, password));
  return html`
    <tr>
      <th scope="row" class="wide"><bdi>${name}</bdi>
        ${isBackedUp && html` <span class="tag">${say('passkeys.synced')}</span>`}</th>
      <td class="when"><time datetime=${createdAt}>${clock(createdAt)}</time></td>
      <td class="when">${usedAt ? html`<time datetime=${usedAt}>${clock(usedAt)}</time>` : say('passkeys.never')}</td>
      <td class="acts wide"><${Proof} word="passkeys.remove" of=${name} act=${remove} /></td>
    </tr>`;
}
