/** Keeps the comment in focus where the eye is: whatever is added or taken above it, the next comes to the place of the last. */

/** How much of the comment before the one in focus stays in sight, in pixels: there it says when it came back. */
const peek = 44;

/** Distance of the focus from the upper edge of what is seen, in pixels; null when nothing is kept. */
let place = null;

/** Forgets the place: the next comment in focus is shown where it stands. */
export const release = () => { place = null; };

/** What scrolls, and the edges of what is seen of it. On a narrow screen that is the page, between its bars. */
function frame(list) {
  if (getComputedStyle(list).overflowY !== 'visible') {
    const { top, bottom } = list.getBoundingClientRect();
    return { scroller: list, top, bottom };
  }
  const queues = document.querySelector('.queues');
  const top = Math.max(queues.offsetHeight, queues.getBoundingClientRect().bottom);
  const bottom = document.querySelector('.bottom').getBoundingClientRect().top;
  return { scroller: document.scrollingElement, top, bottom };
}

/** After the list was drawn anew. */
export function keep(list, card) {
  const { scroller, top, bottom } = frame(list);
  const at = card.getBoundingClientRect().top - top;
  const least = card.previousElementSibling ? peek : 0;
  const most = Math.max(least, bottom - top - card.offsetHeight - 8);
  const off = at - Math.min(Math.max(place ?? at, least), most);
  if (Math.abs(off) >= 1) scroller.scrollTop += off;
  place = card.getBoundingClientRect().top - frame(list).top;
}

/** After the moderator scrolled: the focus is where it is now, or anywhere once it is out of sight. */
export function follow(list, card) {
  const { top, bottom } = frame(list);
  const at = card.getBoundingClientRect().top - top;
  place = at > -card.offsetHeight && at < bottom - top ? at : null;
}
