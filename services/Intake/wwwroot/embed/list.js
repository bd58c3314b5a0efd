import { el } from './dom.js';
import { eraseButton, showLiked } from './likes.js';
import { threadOf } from './threads.js';

const lookEvery = 20_000;

/** The threads under the article, their order, more of them, and word of newer ones. */
export function listOf(embed, onReply) {
  const { api, words } = embed;
  const heading = el('h2', {}, words.comments(0));
  const newer = el('p', { class: 'newer', role: 'status' });
  const none = el('p', { class: 'none' }, words.none);
  const threads = el('ol', { class: 'threads' });
  const more = el('button', { type: 'button', class: 'more' }, words.more);
  const news = el('p', { class: 'news', role: 'status' });
  let order = 'newest';
  let next = null;
  let known = 0;
  let turn = 0;
  const seen = new Set();

  const orders = ['newest', 'oldest', 'featured', ...(api.settings.likes ? ['best'] : [])];
  const link = (text, click) => el('button', { type: 'button', class: 'link', click }, text);
  const choices = orders.map((name) => link(words[name], () => choose(name)));
  // Offered once something of the kind was seen.
  const ofFeatured = choices[orders.indexOf('featured')];
  ofFeatured.hidden = true;

  function choose(name) {
    order = name;
    return load();
  }

  async function load(cursor) {
    const mine = ++turn;
    choices.forEach((choice, i) => choice.setAttribute('aria-pressed', String(orders[i] === order)));
    news.textContent = '';
    try {
      const [page, count] = await Promise.all([api.page(order, cursor), api.count()]);
      if (mine !== turn) return;
      if (!cursor) {
        threads.replaceChildren();
        seen.clear();
      }
      // While readers like on, a thread may move from one page to the next.
      for (const thread of page.comments.filter(({ id }) => !seen.has(id))) {
        seen.add(thread.id);
        threads.append(threadOf(embed, thread, onReply));
        if ([thread, ...(thread.replies ?? [])].some(({ featured }) => featured)) ofFeatured.hidden = false;
      }
      next = page.next;
      show(count);
      await showLiked(embed, threads);
    } catch {
      if (mine === turn) news.textContent = words.away;
    }
  }

  function show(count) {
    known = count;
    newer.replaceChildren();
    heading.textContent = words.comments(count);
    none.hidden = threads.childElementCount > 0;
    more.hidden = !next;
  }

  async function look() {
    if (document.hidden || !threads.isConnected) return;
    const count = await api.count().catch(() => known);
    // What was taken back makes room that the next comment does not fill unseen.
    known = Math.min(known, count);
    if (count > known) newer.replaceChildren(link(words.newer(count - known), () => choose('newest')));
  }

  more.addEventListener('click', () => load(next));
  setInterval(look, lookEvery);
  document.addEventListener('visibilitychange', look);
  const sorting = el('p', { class: 'order', role: 'group', 'aria-label': words.order }, ...choices);
  const erase = api.settings.likes ? eraseButton(embed, threads) : null;
  return { heading, load, body: el('div', {}, newer, sorting, news, none, threads, more, erase) };
}
