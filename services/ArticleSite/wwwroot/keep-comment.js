// Keeps the tracking link of what was just sent in this browser, once: what was taken off the list does not come back by a
// reload.
import { add, list } from './own-store.js';

const sent = document.getElementById('da-gui');
const { id, article, headline } = sent.dataset;

const isFirst = () => {
  try {
    if (sessionStorage.getItem('da-luu') === id) return false;
    sessionStorage.setItem('da-luu', id);
    return true;
  } catch {
    return false;
  }
};

if (isFirst()) add({ id, article, headline, url: sent.querySelector('.tracking').href, at: Date.now() });
sent.querySelector('.kept').hidden = !list().some((entry) => entry.id === id);
