import { effect } from '../lib/signals/signals.mjs';
import { Refusal, signIn } from './api.js';
import './personal.js';
import { language, say, switchLanguage } from './words.js';

const form = document.getElementById('login');
const problem = document.getElementById('problem');
const other = document.getElementById('language');

effect(() => {
  for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
  document.title = `${say('signIn')} · ${say('product')}`;
  other.textContent = say('other');
  other.lang = language.value === 'vi' ? 'en' : 'vi';
});

other.addEventListener('click', switchLanguage);

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
