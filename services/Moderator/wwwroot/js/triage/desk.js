/** Laying comments on the desk: opening a view, reading on in it, what comes since, and the focus that goes through it. */
import { batch } from '../../lib/signals/signals.mjs';
import { readComment, readQueue } from '../frame/api.js';
import { dialog } from '../frame/dialog.js';
import { explain } from '../frame/words.js';
import { release } from './eye.js';
import { hearHolders, holders } from './leases.js';
import { placeOf } from './queues.js';
import { idIn } from './search.js';
import {
  arrivals, change, choosing, counts, hits, isNew, items, leaving, loaded, online, refused, selected, selectedId,
} from './state.js';
import { active, address, complete, everywhere, isDecided, parse, query, queue, view } from './view.js';

const pageSize = 50;

/** How long a comment says what a colleague did with it before it leaves, in milliseconds. */
const farewell = 6_000;

let next = null;
let end = null;
let looking = null;
let again = false;

/** The comment that the moderator pointed at, as against one that the focus came to. */
let pointed = null;

/** Ids that were told of while filters are set; whether they match is not known until the view is read. */
const heard = new Set();

/** Opens a view and makes it the address, or the one comment that the address names. */
export async function open(changes, { from = view.value, add = true } = {}) {
  const opened = complete({ ...from, ...changes });
  if (add && address(opened) !== location.pathname + location.search) history.pushState(null, '', address(opened));
  batch(() => {
    view.value = opened;
    items.value = [];
    arrivals.value = [];
    selectedId.value = null;
    choosing.value = null;
    refused.value = null;
    loaded.value = false;
  });
  release();
  next = end = null;
  heard.clear();
  await more();
}

/** Opens what the address names. */
export async function openAddress() {
  const id = idIn(location.pathname);
  const asked = parse(location.search);
  if (asked.q && asked.q !== new URLSearchParams(location.search).get('q')) history.replaceState(null, '', address(asked));
  await open(asked, { from: {}, add: false });
  if (id) await openOnly(id);
}

/** Looks for a text in all queues, or opens the comment that an id names, wherever it stands. */
export async function search(text) {
  const id = idIn(text);
  if (!id) return open({ q: text.trim(), queue: everywhere });
  history.pushState(null, '', `/comments/${id}`);
  return openAddress();
}

/** The one comment of a deep link, in front of the queue that it stands in. */
async function openOnly(id) {
  try {
    const { comment } = await readComment(id);
    const name = placeOf(comment);
    if (name !== queue.value) await open({ queue: name }, { from: {}, add: false });
    items.value = [comment, ...items.value.filter((item) => item.id !== id)];
    hearHolders([comment]);
    select(id, true);
  } catch (error) {
    batch(() => {
      items.value = [];
      selectedId.value = null;
      refused.value = () => explain(error, 'offline');
    });
  }
}

/** Appends the next page. Nothing that is on screen moves. */
async function more() {
  const page = await read({ limit: pageSize, ...(end && { cursor: end }) });
  if (!page) return;
  batch(() => {
    items.value = [...items.value, ...page.items.filter(({ id }) => isNew(id))];
    next = page.next ?? null;
    end = page.end ?? end;
    counts.value = page.counts;
    hits.value = page.hits ?? null;
    arrivals.value = arrivals.value.filter(isNew);
    loaded.value = true;
    hearHolders(page.items);
    if (!selected.value) selectedId.value = nearest(items.value)?.id ?? null;
  });
}

/** Comments came into the queue. On an empty desk they are laid down at once, else they wait: the list does not move. */
export async function hear(ids) {
  if (ids.length === 0 || !loaded.value || isDecided.value) return;
  if (active.value.length > 0) {
    for (const id of ids) heard.add(id);
    await look();
  } else {
    await announce(ids);
  }
}

/**
 * Reads the view again, without moving the list: what it holds that is not on the desk came since, or stands behind what was laid
 * down.
 */
export function look() {
  again = true;
  looking ??= (async () => {
    for (; again; await lookOnce()) again = false;
  })().finally(() => { looking = null; });
  return looking;
}

async function lookOnce() {
  if (refused.value) return;
  // The server was out of reach when the view was opened.
  if (!loaded.value) return more();
  if (document.hidden) return;
  const fromEnd = view.value.order === 'age' && next === null && items.value.length > 0;
  const page = await read({ limit: pageSize, ...(fromEnd && { cursor: end }) });
  if (!page) return;
  counts.value = page.counts;
  hearHolders(page.items);
  if (!isDecided.value) await announce(page.items.map(({ id }) => id).filter((id) => next === null || heard.has(id)));
}

async function announce(ids) {
  arrivals.value = [...new Set([...arrivals.value, ...ids])].filter(isNew);
  if (items.value.length === 0) await showArrivals();
}

/** Lays down what waits behind the button, and puts the focus on the first of it. */
export async function showArrivals() {
  const came = new Set(arrivals.value);
  if (came.size === 0) return;
  if (items.value.length === 0 || view.value.order !== 'age') {
    const page = await read({ limit: pageSize });
    if (!page) return;
    batch(() => {
      items.value = page.items.filter(({ id }) => !leaving.has(id));
      next = page.next ?? null;
      end = page.end ?? null;
      hearHolders(page.items);
    });
  } else {
    await more();
  }
  arrivals.value = [];
  release();
  select((nearest(items.value.filter(({ id }) => came.has(id))) ?? nearest(items.value))?.id ?? null);
}

/** What can be worked on: nobody was quicker. */
const isOpen = (item) => !item.gone && !item.final;

/** The first that is in nobody else's hand; when there is none, the first that can be worked on at all. */
const nearest = (list) => list.find((item) => isOpen(item) && !holders.peek().has(item.id)) ?? list.find(isOpen);

/** The comments of the desk on both sides of a place: those after it in their order, those before it backwards. */
const around = (index) => [items.value.slice(index + 1), items.value.slice(0, Math.max(index, 0)).reverse()];

const indexOf = (id) => items.value.findIndex((item) => item.id === id);

/** To the next or the previous comment, past those that colleagues hold. */
export function step(by) {
  const [after, before] = around(indexOf(selectedId.value));
  const to = nearest(by > 0 ? after : before);
  if (to) select(to.id);
}

/** The focus came to a comment that a colleague holds: it goes on, unless the moderator pointed at it or is at work with it. */
export function passOver(id) {
  if (id !== selectedId.value || id === pointed || choosing.value || dialog.value) return;
  const to = nearest(around(indexOf(id)).flat());
  if (to && !holders.peek().has(to.id)) select(to.id);
}

/** A comment that a colleague decided says so, and leaves by itself; while it is in focus it stays. */
export function part(id, why) {
  if (indexOf(id) < 0) return;
  change(id, { gone: why });
  setTimeout(() => {
    const item = items.value[indexOf(id)];
    if (item?.gone === why && id !== selectedId.value) lift(item);
  }, farewell);
}

/** Puts the focus on a comment, which the moderator may have pointed at. What a colleague decided leaves when the focus does. */
export function select(id, isPointed = false) {
  const left = selected.value;
  if (id !== selectedId.value) choosing.value = null;
  selectedId.value = id;
  pointed = isPointed ? id : null;
  if (left && left.id !== id && !isOpen(left)) lift(left);
  if (next !== null && indexOf(id) > items.value.length - 10) more();
}

/** Takes a comment off the desk; the next that no colleague holds gets the focus. Returns where it lay. */
export function lift(item) {
  const index = indexOf(item.id);
  const others = around(index).flat();
  batch(() => {
    items.value = items.value.filter((other) => other.id !== item.id);
    if (choosing.value?.item.id === item.id) choosing.value = null;
    if (selectedId.value === item.id) selectedId.value = nearest(others)?.id ?? null;
  });
  if (items.value.length < 10 && next !== null) more();
  return index;
}

/** A page of the view, or null when the view has changed meanwhile or the server is out of reach. */
async function read(page) {
  const of = view.value;
  try {
    const answer = await readQueue({ ...query(of), ...page });
    online.value = true;
    return of === view.value ? answer : null;
  } catch (error) {
    if (error.problem && of === view.value) {
      batch(() => {
        refused.value = () => explain(error, 'offline');
        loaded.value = true;
      });
    }
    online.value = Boolean(error.problem);
    return null;
  }
}
