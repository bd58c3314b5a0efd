import { Refusal, signIn } from '../frame/api.js';
import { translate } from '../frame/translate.js';
import { language, say } from '../frame/words.js';

const form = document.getElementById('login');
const problem = document.getElementById('problem');

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

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  problem.hidden = true;
  try {
    await signIn(form.elements.name.value, form.elements.password.value, form.elements.code.value || undefined);
    // The server has checked it: what stands in the address itself may lead anywhere.
    location.assign(form.dataset.next);
  } catch (error) {
    problem.textContent = error instanceof Refusal ? error.problem[language.value] : say('offline');
    problem.hidden = false;
    // The password was right: only the code is asked for again.
    const isOfCode = ['code-required', 'wrong-code'].includes(error.problem?.code);
    document.getElementById('second-step').hidden = !isOfCode;
    const field = isOfCode ? form.elements.code : form.elements.password;
    field.value = '';
    field.focus();
  } finally {
    button.disabled = false;
  }
});
