import { el } from './dom.js';
import { placing } from './levels.js';
import { likeButton, showLiked } from './likes.js';
import { reportButton } from './reports.js';

const moment = (iso) => {
  const when = { dateStyle: 'short', timeStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' };
  return el('time', { datetime: iso }, new Date(iso).toLocaleString('vi', when));
};

function commentOf(embed, comment, onReply) {
  const { words, api } = embed;
  const label = `by-${comment.id}`;
  const badge = words.badges[comment.badge];
  return el('article', { id: `comment-${comment.id}`, 'aria-labelledby': label },
    el('p', { class: 'by', id: label }, el('bdi', {}, comment.name), ' ',
      comment.featured ? el('strong', { class: 'badge' }, words.featured) : null, ' ',
      badge ? el('strong', { class: 'badge' }, badge) : null, ' ', moment(comment.submittedAt),
      comment.edited ? el('small', {}, words.edited) : null),
    comment.title ? el('h3', { dir: 'auto' }, comment.title) : null,
    el('p', { class: 'text', dir: 'auto' }, comment.content),
    el('p', { class: 'acts' },
      api.settings.likes ? likeButton(embed, comment) : null,
      onReply
        ? el('button', {
          type: 'button', class: 'link', 'aria-label': words.replyTo(comment.name), click: () => onReply(comment),
        }, words.reply)
        : null,
      reportButton(embed, comment)));
}

/** A thread: the comment that began it, its replies, and a button for more of them. */
export function threadOf(embed, thread, onReply) {
  const { words, api } = embed;
  const listTo = (comment) => el('ol', { class: 'replies', 'aria-label': words.repliesTo(comment.name) });
  const replies = listTo(thread);
  const place = placing(embed.levels);
  const shown = new Map();
  const add = (list) => {
    for (const reply of list) {
      if (shown.has(reply.id)) continue;
      const above = shown.get(place(reply));
      if (above && !above.list) {
        above.list = listTo(above.reply);
        above.item.append(above.list);
      }
      const entry = { reply, item: el('li', {}, commentOf(embed, reply, onReply)) };
      shown.set(reply.id, entry);
      (above?.list ?? replies).append(entry.item);
    }
  };
  add(thread.replies ?? []);
  const item = el('li', {}, commentOf(embed, thread, onReply), shown.size ? replies : null);
  let next = thread.nextReplies;
  if (next) {
    const more = el('button', { type: 'button', class: 'more' }, words.moreReplies);
    more.addEventListener('click', async () => {
      const page = await api.replies(thread.id, next).catch(() => null);
      if (!page) {
        more.textContent = `${words.away} ${words.again}`;
        return;
      }
      add(page.replies);
      next = page.next;
      if (!next) more.remove();
      await showLiked(embed, replies);
    });
    item.append(more);
  }
  return item;
}
