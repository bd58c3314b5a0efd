/** The pages whose form stands in the HTML, for whoever is not signed in. */
import { effect } from '../../lib/signals/signals.mjs';
import './personal.js';
import { language, say, switchLanguage } from './words.js';

/** Keeps every text of the page, and its title, in the language that is chosen. */
export function translate(title) {
  const other = document.getElementById('language');
  other.addEventListener('click', switchLanguage);
  effect(() => {
    for (const element of document.querySelectorAll('[data-word]')) element.textContent = say(element.dataset.word);
    document.title = `${say(title)} · ${say('product')}`;
    other.textContent = say('other');
    other.lang = language.value === 'vi' ? 'en' : 'vi';
  });
}
