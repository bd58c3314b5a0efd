/**
 * Sets a password with a one-time link. Its token is in the fragment, which browsers send nowhere and which leaves the address
 * bar at once.
 */
import { effect, signal } from '../../lib/signals/signals.mjs';
import { errorsOf } from '../frame/form.js';
import { translate } from '../frame/translate.js';
import { explain, language, say } from '../frame/words.js';
import { setPassword } from './api.js';

const form = document.getElementById('invitation');
const fields = ['password', 'again'];
let token = '';

/** What is wrong, each a text in the language of the moment: with a field by its name, or as a whole as `problem`. */
const wrong = signal({});

function take() {
  token = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  form.hidden = !token;
  wrong.value = token ? {} : { problem: () => say('invitation.noToken') };
}

function refused(error) {
  const { password } = errorsOf(error);
  wrong.value = password ? { password: () => password[language.value] } : { problem: () => explain(error, 'unreached') };
}

async function submit(event) {
  event.preventDefault();
  const [password, again] = fields.map((name) => form.elements[name].value);
  if (password && password !== again) {
    wrong.value = { again: () => say('password.notTheSame') };
  } else {
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    try {
      const { name } = await setPassword(token, password);
      sessionStorage.setItem('name', name);
      location.assign('/login');
      return;
    } catch (error) {
      refused(error);
    } finally {
      button.disabled = false;
    }
  }
  fields.map((name) => form.elements[name]).find((field) => field.hasAttribute('aria-invalid'))?.focus();
}

translate('password.set');
effect(() => {
  for (const name of ['problem', ...fields]) {
    const element = document.getElementById(name === 'problem' ? name : `${name}-error`);
    element.textContent = wrong.value[name]?.() ?? '';
    element.hidden = !wrong.value[name];
  }
  for (const name of fields) form.elements[name].toggleAttribute('aria-invalid', Boolean(wrong.value[name]));
});
form.addEventListener('submit', submit);
document.getElementById('show').addEventListener('click', ({ currentTarget }) => {
  const shown = currentTarget.getAttribute('aria-pressed') !== 'true';
  currentTarget.setAttribute('aria-pressed', String(shown));
  for (const name of fields) form.elements[name].type = shown ? 'text' : 'password';
});
addEventListener('hashchange', take);
take();
