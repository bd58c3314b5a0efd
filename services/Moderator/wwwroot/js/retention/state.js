/** What all services keep, as the server tells it. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { follow } from '../frame/follow.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How often it is read again, in milliseconds. */
const every = 5_000;

/** The server's answer: `at` and `services`; null until it is read. */
export const view = signal(null);

/** Why it could not be read: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

export async function load() {
  try {
    const read = await api.readRetention();
    batch(() => {
      view.value = read;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Reads it now, and again while the page is seen. Answers how to stop. */
export const watch = () => follow(load, () => every);

/** @param said Gives the text in the language of the moment. */
export async function run(service, kind, said) {
  try {
    await api.run(service, kind);
    notice.value = said;
    await load();
  } catch (error) {
    notice.value = () => explain(error, 'unreached');
  }
}
