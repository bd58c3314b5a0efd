/** What lies on the moderator's desk: the comments of the view, and the one in focus. */
import { batch, computed, signal } from '../../lib/signals/signals.mjs';

export const items = signal([]);
export const counts = signal({});

/** Of a search, how many are found in each queue; null without one. */
export const hits = signal(null);

/** Ids of what came into the view since it was laid down. */
export const arrivals = signal([]);
export const selectedId = signal(null);
export const loaded = signal(false);
export const online = signal(true);

/** What is wrong with the machine: `silentSince` when it has given no scores since then, `secondsBehind` when they come late. */
export const scoring = signal({});

/** Why the view shows nothing, when the server refused it: `text()` in the language of the moment. */
export const refused = signal(null);

/** What is being chosen for a comment, between the list and the foot: `{ kind: 'reject' | 'skip' | 'reason', item }`. */
export const choosing = signal(null);

/**
 * What happened last: `text()` in the language of the moment; quiet when it can be seen anyway, `id` of the comment that came
 * back.
 */
export const notice = signal(null);
export const now = signal(Date.now());

/** Comments that are on their way off the desk; they are no arrivals. */
export const leaving = new Set();

export const selected = computed(() => items.value.find((item) => item.id === selectedId.value) ?? null);

/** Somebody else was quicker. */
export function unhear(id) {
  arrivals.value = arrivals.value.filter((other) => other !== id);
}

/** Lays a comment back where it was; without a place, in front of the one in focus. */
export function put(item, index = items.value.findIndex((other) => other.id === selectedId.value)) {
  const rest = items.value.filter((other) => other.id !== item.id);
  batch(() => {
    items.value = index < 0 ? [item, ...rest] : rest.toSpliced(index, 0, item);
    selectedId.value ??= item.id;
  });
}

/** Changes a comment where it lies. */
export function change(id, by) {
  if (!items.value.some((item) => item.id === id)) return;
  items.value = items.value.map((item) => (item.id === id ? { ...item, ...by } : item));
}

/** One comment fewer here and one more there, until the server counts again. */
export function count(from, to, n = 1) {
  const value = { ...counts.value };
  if (value[from] !== undefined) value[from] = Math.max(0, value[from] - n);
  if (value[to] !== undefined) value[to] += n;
  counts.value = value;
}

export function tell(text, { quiet = false, id = null } = {}) {
  notice.value = { text, quiet, id };
}

/** Neither on the desk nor on its way off it. */
export const isNew = (id) => !leaving.has(id) && !items.value.some((item) => item.id === id);
