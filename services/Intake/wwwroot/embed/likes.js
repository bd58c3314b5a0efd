import { el } from './dom.js';
import { forget, kept, withPass } from './passes.js';

const key = 'moderation-reader-pass';

const like = (api, comment, liked) => withPass(key, api.newPass, (pass) => api.like(comment, liked, pass));

/** A button that likes a comment and takes it back, and says so to those who do not see it. */
export function likeButton({ api, words, lang }, comment) {
  const count = el('span', {});
  const news = el('span', { class: 'news', role: 'status' });
  const button = el('button', { type: 'button', class: 'like', 'data-comment': comment.id }, `${words.like} `, count);
  button.show = (likes, liked) => {
    count.textContent = likes.toLocaleString(lang);
    button.setAttribute('aria-pressed', String(liked));
    button.setAttribute('aria-label', words.likeOf(comment.name, likes));
  };
  button.show(comment.likes, false);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-disabled')) return;
    button.setAttribute('aria-disabled', 'true');
    news.textContent = '';
    try {
      const { likes, liked } = await like(api, comment.id, button.getAttribute('aria-pressed') !== 'true');
      button.show(likes, liked);
    } catch (refusal) {
      news.textContent = refusal.problem?.[lang] ?? words.likeFailed;
    }
    button.removeAttribute('aria-disabled');
  });
  return el('span', {}, button, news);
}

/** Shows which of the comments in a list this reader likes. */
export async function showLiked(embed, list) {
  if (kept(key)) await showCounts(embed, list);
}

async function showCounts({ api }, list) {
  const buttons = [...list.querySelectorAll('.like')];
  const pass = kept(key);
  for (let i = 0; i < buttons.length; i += 100) {
    const some = buttons.slice(i, i + 100);
    const { likes, liked } = await api.likes(some.map((button) => button.dataset.comment).join(), pass).catch(() => ({}));
    if (!likes) return;
    for (const button of some) {
      const id = button.dataset.comment;
      if (id in likes) button.show(likes[id], liked.includes(id));
    }
  }
}

/** Takes back all that was liked from this browser, once the reader says so twice, and the pass by which it was known. */
export function eraseButton(embed, list) {
  const { api, words, lang } = embed;
  const news = el('span', { class: 'news', role: 'status' });
  const button = el('button', { type: 'button', class: 'link', 'aria-expanded': 'false' }, words.eraseLikes);
  const yes = el('button', { type: 'button', class: 'more' }, words.eraseYes);
  const no = el('button', { type: 'button', class: 'link' }, words.cancel);
  const asked = el('p', { class: 'acts', hidden: true }, words.eraseMeans, ' ', yes, no);
  const show = (isAsked) => {
    asked.hidden = !isAsked;
    button.setAttribute('aria-expanded', String(isAsked));
    (isAsked ? yes : button).focus();
  };
  button.addEventListener('click', () => {
    news.textContent = kept(key) ? '' : words.noLikes;
    show(asked.hidden && Boolean(kept(key)));
  });
  no.addEventListener('click', () => show(false));
  yes.addEventListener('click', async () => {
    try {
      news.textContent = words.erased(await api.eraseLikes(kept(key)));
      forget(key);
      await showCounts(embed, list);
    } catch (refusal) {
      // A pass that is too old is known to nobody any more.
      if (refusal.problem?.code === 'reader-pass-expired') forget(key);
      news.textContent = refusal.problem?.[lang] ?? words.eraseFailed;
    }
    show(false);
  });
  return el('div', {}, el('p', {}, button, ' ', news), asked);
}
