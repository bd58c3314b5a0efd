import { el } from './dom.js';

const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

/** The picture of a code, its sound, and another one, beside the field in which it is typed. */
export function codeOf({ api, words, lang }, field) {
  const picture = el('img', { alt: words.codePicture, width: 160, height: 60 });
  const sound = el('a', { target: '_blank', rel: 'noopener' }, words.listen);
  const news = el('p', { class: 'news', role: 'status' });
  let id = null;
  const renew = async () => {
    field.value = '';
    id = random();
    try {
      const made = await api.captcha(id);
      picture.src = made.picture;
      sound.href = made.audio;
      news.textContent = '';
    } catch (refusal) {
      news.textContent = refusal.problem?.[lang] ?? words.away;
    }
  };
  const another = el('button', { type: 'button', class: 'link', click: renew }, words.another);
  return {
    box: el('div', { class: 'code' }, picture, another, sound, news),
    renew,
    begin: () => (id ? null : renew()),
    answer: () => ({ id, answer: field.value }),
  };
}
