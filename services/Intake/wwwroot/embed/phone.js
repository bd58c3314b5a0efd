import { el, stored } from './dom.js';
import { kept } from './passes.js';

const key = 'moderation-phone-pass';

/** The button that has a code sent to the phone, and the pass that the code is worth, which this browser keeps. */
export function phoneCodeOf({ api, words, lang }, phone, field) {
  const news = el('p', { class: 'news', role: 'status' });
  let id = null;
  let pass = kept(key);
  const typed = () => (id ? field.value.trim() : '');
  const send = async () => {
    news.textContent = words.sending;
    try {
      ({ id } = await api.phoneCode(phone.value));
      field.value = '';
      news.textContent = words.phoneCodeSent;
      field.focus();
    } catch ({ problem }) {
      news.textContent = problem?.errors?.phone?.[0][lang] ?? problem?.[lang] ?? words.away;
    }
  };
  const button = el('button', { type: 'button', class: 'more', click: send }, words.sendPhoneCode);
  return {
    box: el('div', { class: 'code' }, button, news),
    isReady: () => Boolean(typed() || pass),
    /** What is sent with the comment. A code is exchanged for it once, whatever becomes of the comment. */
    async pass() {
      if (!typed()) return pass;
      pass = await api.phonePass(id, phone.value, typed());
      stored((storage) => storage.setItem(key, pass));
      id = null;
      field.value = '';
      news.textContent = words.phoneConfirmed;
      return pass;
    },
  };
}
