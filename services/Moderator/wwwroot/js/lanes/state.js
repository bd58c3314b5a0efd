/** What the machine may decide by itself, as the server tells it. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { follow } from '../frame/follow.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

const every = 10_000;

/** The server's answer: `model` and `items`; null until it is read. */
export const lanes = signal(null);

/** Why they could not be read: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

const show = (read) => batch(() => {
  lanes.value = read;
  refused.value = null;
});

export async function load() {
  try {
    show(await api.readLanes());
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Reads them now and again while the page is seen. Answers how to stop. */
export const watch = () => follow(load, () => every);

/** Does something and shows what became of it. Refusals are the caller's. */
export async function act(doing) {
  show(await doing);
}

/** Says what was done, once no dialog is before it. @param said Gives the text in the language of the moment. */
export const tell = (said) => { notice.value = said; };
