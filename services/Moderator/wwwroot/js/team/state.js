/** What waits for the team, and how it gets on, as the server tells it. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { request } from '../frame/api.js';
import { follow } from '../frame/follow.js';
import { explain } from '../frame/words.js';

const every = 10_000;

/** How many days the hours go back: 1 or 7. */
export const days = signal(1);

/** The server's answer: `waiting`, `hours` and `online`; null until it is read. */
export const picture = signal(null);

/** Why it could not be read: `text()` in the language of the moment. */
export const refused = signal(null);

export async function load() {
  const asked = days.value;
  try {
    const read = await request('GET', `/api/team?days=${asked}`);
    if (asked !== days.value) return;
    batch(() => {
      picture.value = read;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

export function lookBack(over) {
  days.value = over;
  return load();
}

/** Reads it now and again while the page is seen. Answers how to stop. */
export const watch = () => follow(load, () => every);
