/**
 * Which part of the work lies on the desk: a queue, its order and its filters. It stands in the address, so that it can be
 * shared and survives a reload.
 */
import { computed, signal } from '../../lib/signals/signals.mjs';
import { endOf, startOf } from '../frame/days.js';
import { isWaiting, queues } from '../frame/vocabulary.js';
import { home, places } from './queues.js';
import { masked } from './search.js';

export const orders = ['mix', 'risk', 'age'];

/** What is searched for wherever it stands, as if all were one queue. */
export const everywhere = 'all';
const filters = ['section', 'article', 'author', 'cluster', 'label', 'minScore', 'featured', 'q', 'from', 'to'];

/** `queue` and `order`, and those filters that are set. */
export const view = signal(parse(location.search));

export const queue = computed(() => view.value.queue);

/** Whether the view holds what a search found in all queues. */
export const isEverywhere = computed(() => queue.value === everywhere);

/**
 * Whether the view holds what was decided, or that too; it is then ordered by when, and nothing that comes waits to be laid down.
 */
export const isDecided = computed(() => isEverywhere.value || !isWaiting(view.value));

/** Whether what stands in this queue is part of the view. */
export const holds = (name) => isEverywhere.value || name === queue.value;

/** The filters that are set, by name. */
export const active = computed(() => filters.filter((name) => view.value[name]).map((name) => [name, view.value[name]]));

/** A view with its queue, its order and those filters that are set; what is not asked for, or is none of ours, is as usual. */
export function complete(asked) {
  const isKnown = places.value.includes(asked.queue) || (asked.queue === everywhere && asked.q);
  const whole = {
    queue: isKnown ? asked.queue : home.value,
    order: orders.includes(asked.order) ? asked.order : orders[0],
  };
  for (const name of filters) if (asked[name]) whole[name] = name === 'q' ? masked(asked.q) : asked[name];
  return whole;
}

/** The view that an address names. */
export function parse(search) { return complete(Object.fromEntries(new URLSearchParams(search))); }

/** The address of a view, without what is so anyway, for whoever opens it. */
export function address(of) {
  const query = new URLSearchParams(of);
  if (of.queue === home.value && of.queue === queues[0].name) query.delete('queue');
  if (of.order === orders[0]) query.delete('order');
  return query.size ? `/?${query}` : '/';
}

/** The view as the API takes it. */
export function query(of = view.value) {
  const { order, from, to, ...rest } = of;
  return {
    ...rest,
    ...(of.queue !== everywhere && isWaiting(of) && { order }),
    ...(from && { from: startOf(from) }),
    ...(to && { to: endOf(to) }),
  };
}
