import { Refusal, signIn } from '../frame/api.js';
import { translate } from '../frame/translate.js';
import { language, say } from '../frame/words.js';

const form = document.getElementById('login');
const problem = document.getElementById('problem');

translate('login.signIn');
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

/** The page that led here, if it is one of ours. */
function asked() {
  const address = new URLSearchParams(location.search).get('ReturnUrl') ?? '/';
  if (!URL.canParse(address, location.origin)) return '/';
  const page = new URL(address, location.origin);
  return page.origin === location.origin ? page.pathname + page.search : '/';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  problem.hidden = true;
  try {
    await signIn(form.elements.name.value, form.elements.password.value);
    location.assign(asked());
  } catch (error) {
    problem.textContent = error instanceof Refusal ? error.problem[language.value] : say('offline');
    problem.hidden = false;
    form.elements.password.value = '';
    form.elements.password.focus();
  } finally {
    button.disabled = false;
  }
});
