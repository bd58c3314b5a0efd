/** The comment that the person gives an opinion on, one at a time. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { explain, say } from '../frame/words.js';
import * as api from './api.js';

/** The server's answer; null when none waits, undefined until it is read. */
export const opinion = signal(undefined);

/** Whether the reason of a rejection is being chosen. */
export const choosing = signal(false);

/** The right answer of the golden comment that was just decided, which is read before the next comes; else null. */
export const golden = signal(null);

/** What was done last, or why it was not: `text()` in the language of the moment. */
export const notice = signal(null);

/** Why no comment could be read, in the same way. */
export const refused = signal(null);

let sending = false;

export async function next() {
  try {
    const read = await api.readNext();
    batch(() => {
      opinion.value = read.opinion ?? null;
      choosing.value = false;
      golden.value = null;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

/** Says what the person thinks. What is no longer asked for makes room for the next. */
export async function give(outcome, reason) {
  const { value: given } = opinion;
  if (!given || golden.value || sending) return;
  sending = true;
  try {
    const answer = await api.give(given.id, outcome, reason);
    batch(() => {
      choosing.value = false;
      golden.value = answer.golden ?? null;
      notice.value = () => say('opinions.given');
    });
    if (!answer.golden) await next();
  } catch (error) {
    notice.value = () => explain(error, 'unreached');
    if (error.problem && error.problem.status !== 400) await next();
  } finally {
    sending = false;
  }
}
