/** The endpoints that sites gave, and the deliveries to the one that is open. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { follow } from '../frame/follow.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How often the endpoints are read again, in milliseconds. */
const every = 5_000;

/** Null until they are read. */
export const endpoints = signal(null);

/** Why they cannot be shown, or an act was refused: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

/** The secret that was made last, `{ name, secret, previousUntil }`. The server tells it this one time. */
export const made = signal(null);

/** Name of the endpoint whose deliveries are open, with the status that they are limited to. */
export const open = signal(null);

/** Its deliveries and the cursor of the next page; null until they are read. */
export const deliveries = signal(null);

export async function load() {
  try {
    const read = await api.readEndpoints();
    batch(() => {
      endpoints.value = read;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Reads them now and again while the page is seen. Answers how to stop. */
export const watch = () => follow(load, () => every);

/** Opens the deliveries to an endpoint, or those of another status. */
export async function show(name, status = '') {
  batch(() => {
    open.value = { name, status };
    deliveries.value = null;
  });
  await readAgain();
}

export const hide = () => { open.value = null; };

async function readAgain() {
  if (!open.value) return;
  const { name, status } = open.value;
  try {
    const page = await api.readDeliveries(name, status);
    if (open.value?.name === name && open.value.status === status) deliveries.value = page;
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

export async function more() {
  const { name, status } = open.value;
  const page = await api.readDeliveries(name, status, deliveries.value.next);
  deliveries.value = { items: [...deliveries.value.items, ...page.items], next: page.next };
}

/** Does something about an endpoint, then reads what became of it. `told` makes words of the answer. */
export async function act(doing, told) {
  notice.value = null;
  try {
    const answer = await doing;
    notice.value = () => told(answer);
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
    return;
  }
  await Promise.all([load(), readAgain()]);
}

/** Makes an endpoint, changes it, or gives it a new secret; refusals are the caller's. */
export async function set(doing, told, name) {
  const answer = await doing;
  notice.value = told;
  if (answer?.secret) made.value = { ...answer, name };
  await load();
}
