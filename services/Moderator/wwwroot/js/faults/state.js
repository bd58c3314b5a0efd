/** Messages that failed, by their causes, and the messages of the cause that is open. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { close } from '../frame/dialog.js';
import { follow } from '../frame/follow.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How often they are read again, in milliseconds. */
const every = 3_000;

/** `{ open, oldestAt, items }`, and the replays; null until they are read. */
export const causes = signal(null);
export const replays = signal(null);

/** Why they cannot be shown: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

/** The cause whose messages are open, `{ id, status }`. */
export const open = signal(null);

/** Its messages and the cursor of the next page; null until they are read. */
export const faults = signal(null);

/** The ids of those that are chosen. */
export const chosen = signal(new Set());

let hasMore = false;

export async function load() {
  try {
    const [read, running] = await Promise.all([api.readCauses(), api.readReplays()]);
    batch(() => {
      causes.value = read;
      replays.value = running.items;
      refused.value = null;
    });
    if (!hasMore) await readAgain();
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Reads them now and again while the page is seen. Answers how to stop. */
export const watch = () => follow(load, () => every);

/** Opens the messages of a cause, or those in another state. */
export async function show(id, status = 'open') {
  hasMore = false;
  batch(() => {
    open.value = { id, status };
    faults.value = null;
    chosen.value = new Set();
  });
  await readAgain();
}

export const hide = () => { open.value = null; };

async function readAgain() {
  if (!open.value) return;
  const asked = open.value;
  const page = await api.readFaults(asked.id, asked.status);
  if (open.value !== asked) return;
  batch(() => {
    faults.value = page;
    const shown = new Set(page.items.map(({ id }) => id));
    chosen.value = new Set([...chosen.value].filter((id) => shown.has(id)));
  });
}

export async function more() {
  hasMore = true;
  const page = await api.readFaults(open.value.id, open.value.status, faults.value.next);
  faults.value = { items: [...faults.value.items, ...page.items], next: page.next };
}

export function choose(id, isChosen) {
  const next = new Set(chosen.value);
  if (isChosen) next.add(id);
  else next.delete(id);
  chosen.value = next;
}

export const chooseAll = (isChosen) => {
  chosen.value = new Set(isChosen ? faults.value.items.map(({ id }) => id) : []);
};

/**
 * Does something, closes the dialog that asked for it, says so, and reads what became of it. Refusals are the caller's.
 * @param told Makes words of the answer.
 */
export async function act(doing, told) {
  const answer = await doing;
  hasMore = false;
  batch(() => {
    close();
    notice.value = () => told(answer);
    chosen.value = new Set();
  });
  await load();
}
