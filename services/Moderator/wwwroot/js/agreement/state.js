/** How far people agree, what they disagree on, and the golden comments, as the server tells them. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** How many days the figures go back: 30, 90 or 365. */
export const days = signal(90);

/** The server's answer: `shares`, `agreement`, `waiting`, `disagreed` and `golden`; null until it is read. */
export const picture = signal(null);

export const disagreements = signal([]);

export const golden = signal([]);

/** Why they could not be read: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

export async function load() {
  const asked = days.value;
  try {
    const [agreement, differing, known] = await Promise.all([
      api.readAgreement(asked), api.readDisagreements(), api.readGolden(),
    ]);
    if (asked !== days.value) return;
    batch(() => {
      picture.value = agreement;
      disagreements.value = differing;
      golden.value = known;
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

/** Does something and shows what became of it. Refusals are the caller's. */
export async function act(doing) {
  await doing;
  await load();
}

/** Says what was done, once no dialog is before it. @param said Gives the text in the language of the moment. */
export const tell = (said) => { notice.value = said; };
