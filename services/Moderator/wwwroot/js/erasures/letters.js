/** Requests to erase that came by letter, e-mail, telephone or in person. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { explain, language, say } from '../frame/words.js';
import * as api from './api.js';

/** Each null until it is read. */
export const open = signal(null);
export const done = signal(null);

/** Why they cannot be shown. */
export const refused = signal(null);

/** What was done last: a text in the language of the moment. */
export const notice = signal(null);

export async function load() {
  try {
    const [waiting, finished] = await Promise.all([api.readRequests(false), api.readRequests(true)]);
    batch(() => {
      open.value = waiting;
      done.value = finished;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

export async function more(list, isDone) {
  const page = await api.readRequests(isDone, list.value.next);
  list.value = { ...page, items: [...list.value.items, ...page.items] };
}

/** Does something, says so with a word of the dictionary, and reads what became of it. Refusals are the caller's. */
export async function act(doing, word, values) {
  const answer = await doing;
  notice.value = () => say(word, values);
  await load();
  return answer;
}

/** What the server calls a channel or a reason. */
export const nameOf = (list, name) => open.value[list].find((each) => each.name === name)?.words[language.value] ?? name;
