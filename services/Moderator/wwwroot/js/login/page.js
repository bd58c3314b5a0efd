import { Refusal, signIn as signInByPassword } from '../frame/api.js';
import { hasPasskeys, signInWithPasskey } from '../frame/passkeys.js';
import { translate } from '../frame/translate.js';
import { language, say } from '../frame/words.js';

const form = document.getElementById('login');
const problem = document.getElementById('problem');
const passkey = document.getElementById('passkey');

translate('signIn');
welcome();

/** Whoever comes from setting a password needs to type only that. */
function welcome() {
  const name = sessionStorage.getItem('name');
  sessionStorage.removeItem('name');
  if (!name) return;
  document.getElementById('welcome').hidden = false;
  form.elements.name.value = name;
  form.elements.password.focus();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  signIn(() => signInByPassword(form.elements.name.value, form.elements.password.value, form.elements.code.value || undefined));
});

passkey.hidden = !hasPasskeys;
passkey.addEventListener('click', () => signIn(() => signInWithPasskey(), 'passkeys.cancelled'));

/** @param otherwise The words for what is no answer of the server. */
async function signIn(act, otherwise = 'offline') {
  const buttons = document.querySelectorAll('main button');
  buttons.forEach((button) => { button.disabled = true; });
  problem.hidden = true;
  try {
    await act();
    // The server has checked it: what stands in the address itself may lead anywhere.
    location.assign(form.dataset.next);
  } catch (error) {
    problem.textContent = error instanceof Refusal ? error.problem[language.value] : say(otherwise);
    problem.hidden = false;
    if (otherwise === 'offline') askAgain(error.problem?.code);
  } finally {
    buttons.forEach((button) => { button.disabled = false; });
  }
}

/** When the password was right only the code is asked for again. */
function askAgain(code) {
  const isOfCode = ['code-required', 'wrong-code'].includes(code);
  document.getElementById('second-step').hidden = !isOfCode;
  const field = isOfCode ? form.elements.code : form.elements.password;
  field.value = '';
  field.focus();
}
