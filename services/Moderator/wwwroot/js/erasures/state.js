/** Readers' requests to erase: those that are not done, and those that are. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { follow } from '../frame/follow.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How often they are read again, in milliseconds. */
const every = 10_000;

/** Each null until it is read. */
export const open = signal(null);
export const done = signal(null);

/** Why they cannot be shown: `text()` in the language of the moment. */
export const refused = signal(null);

let hasMore = false;

export async function load() {
  try {
    const [waiting, finished] = await Promise.all([api.readErasures(false), api.readErasures(true)]);
    batch(() => {
      open.value = waiting;
      done.value = finished;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Reads them now, and again while the page is seen and only its first pages are shown. Answers how to stop. */
export const watch = () => follow(() => (hasMore ? undefined : load()), () => every);

export async function more(list, isDone) {
  hasMore = true;
  const page = await api.readErasures(isDone, list.value.next);
  list.value = { ...page, items: [...list.value.items, ...page.items] };
}
