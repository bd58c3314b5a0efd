/** Laying comments on the desk: opening a view, reading on in it, what comes since, and the focus that goes through it. */
import { batch } from '../../lib/signals/signals.mjs';
import { readComment, readQueue } from '../frame/api.js';
import { queueOf } from '../frame/vocabulary.js';
import { explain } from '../frame/words.js';
import { release } from './eye.js';
import {
  arrivals, choosing, counts, isNew, items, leaving, loaded, online, refused, selected, selectedId,
} from './state.js';
import { active, address, isDecided, parse, query, queue, view } from './view.js';

const pageSize = 50;

let next = null;
let end = null;
let looking = null;
let again = false;

/** Ids that were told of while filters are set; whether they match is not known until the view is read. */
const heard = new Set();

/** Opens a view and makes it the address, or the one comment that the address names. */
export async function open(changes, { from = view.value, add = true } = {}) {
  const opened = Object.fromEntries(Object.entries({ ...from, ...changes }).filter(([, value]) => value));
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
  const id = /^\/comments\/([\da-f-]{36})$/i.exec(location.pathname)?.[1];
  await open(parse(location.search), { from: {}, add: false });
  if (id) await openOnly(id);
}

/** The one comment of a deep link, in front of the queue that it stands in. */
async function openOnly(id) {
  try {
    const { comment } = await readComment(id);
    const name = queueOf(comment);
    if (name !== queue.value) await open({ queue: name }, { from: {}, add: false });
    items.value = [comment, ...items.value.filter((item) => item.id !== id)];
    selectedId.value = id;
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
    arrivals.value = arrivals.value.filter(isNew);
    loaded.value = true;
    if (!selected.value) selectedId.value = items.value[0]?.id ?? null;
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
  if (!loaded.value || document.hidden || refused.value) return;
  const fromEnd = view.value.order === 'age' && next === null && items.value.length > 0;
  const page = await read({ limit: pageSize, ...(fromEnd && { cursor: end }) });
  if (!page) return;
  counts.value = page.counts;
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
    });
  } else {
    await more();
  }
  arrivals.value = [];
  release();
  select((items.value.find(({ id }) => came.has(id)) ?? items.value[0])?.id ?? null);
}

/** To the next or the previous comment that can still be worked on. */
export function step(by) {
  const index = items.value.findIndex((item) => item.id === selectedId.value);
  for (let at = index + by; at >= 0 && at < items.value.length; at += by) {
    if (!items.value[at].gone) return select(items.value[at].id);
  }
}

export function select(id) {
  if (id !== selectedId.value) choosing.value = null;
  selectedId.value = id;
  if (next !== null && items.value.findIndex((item) => item.id === id) > items.value.length - 10) more();
}

/** Takes a comment off the desk; the next one takes its place, and the focus. Returns where it lay. */
export function lift(item) {
  const index = items.value.findIndex((other) => other.id === item.id);
  batch(() => {
    items.value = items.value.filter((other) => other.id !== item.id);
    if (choosing.value?.item.id === item.id) choosing.value = null;
    if (selectedId.value === item.id) {
      const after = items.value.slice(index).find((other) => !other.gone);
      selectedId.value = (after ?? items.value.at(-1))?.id ?? null;
    }
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
