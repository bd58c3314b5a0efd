/** The queues of the console: those that the newsroom named, as far as the person can see something in them, and the others. */
import { computed, signal } from '../../lib/signals/signals.mjs';
import { request } from '../frame/api.js';
import { queueName, queueOf, queues } from '../frame/vocabulary.js';

/** The named ones: `{ id, name, isOwn }`. */
const named = signal([]);

export async function readNamed() {
  named.value = (await request('GET', '/api/named-queues')).queues;
}

const idsOf = (isOwn) => named.value.filter((queue) => queue.isOwn === isOwn).map(({ id }) => id);

/** By name or id, as they stand below each other: those that the person is assigned to come first. */
export const groups = computed(() =>
  [idsOf(true), queues.map(({ name }) => name), idsOf(false)].filter((group) => group.length > 0));

/** The same as one list. */
export const places = computed(() => groups.value.flat());

/** The queue on which the console opens. */
export const home = computed(() => places.value[0]);

/** Those in which something waits for a person. */
export const waiting = computed(() => places.value.filter((name) => queues.find((row) => row.name === name)?.waiting ?? true));

/** What a queue is called. */
export const title = (name) => named.value.find(({ id }) => id === name)?.name ?? queueName(name);

/** The queue that a comment is shown in. */
export const placeOf = (item) => item.namedQueue ?? queueOf(item);
