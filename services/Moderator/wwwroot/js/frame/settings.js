import { html } from '../../lib/htm/htm-preact.mjs';
import { signOut } from './api.js';
import { dialog, Dialog } from './dialog.js';
import { blurred, greyscale, single, theme } from './personal.js';
import { session } from './session.js';
import { language, say } from './words.js';

/** The personal switches. */
export function Settings() {
  // A session that has ended already is left as well.
  const leave = () => signOut().finally(() => location.assign('/login'));
  return html`
    <${Dialog} title=${session.value.name} kind="settings">
      <${Choice} name="language" of=${language} options=${{ vi: 'Tiếng Việt', en: 'English' }} />
      <${Choice} name="theme" of=${theme}
        options=${{ system: say('theme.system'), light: say('theme.light'), dark: say('theme.dark') }} />
      <${Switch} name="blurred" of=${blurred} />
      <${Switch} name="greyscale" of=${greyscale} />
      <${Switch} name="single" of=${single} />
      <p><button type="button" onClick=${() => { dialog.value = { kind: 'help' }; }}>${say('keys')}</button>
        <button type="button" onClick=${leave}>${say('signOut')}</button></p>
    </${Dialog}>`;
}

function Choice({ name, of, options }) {
  return html`
    <fieldset><legend>${say(name)}</legend>
      ${Object.entries(options).map(([value, text]) => html`
        <label>
          <input type="radio" name=${name} value=${value} checked=${of.value === value} onChange=${() => { of.value = value; }} />
          ${' '}<span lang=${name === 'language' ? value : undefined}>${text}</span></label>`)}
    </fieldset>`;
}

function Switch({ name, of }) {
  const toggle = () => { of.value = !of.value; };
  return html`
    <label class="switch">
      <input type="checkbox" checked=${of.value} onChange=${toggle} /> <span>${say(`switch.${name}`)}</span></label>`;
}
