/** The news sites that send comments, with their origins and keys. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { say } from '../frame/words.js';
import * as api from './api.js';

/** By name; null until they are read. */
export const sites = signal(null);

/** Why they could not be read. */
export const refusal = signal(null);

/** What was done last: a text in the language of the moment. */
export const notice = signal(null);

/** The key that was made last, `{ name, key, signingSecret }`. The server tells it this one time. */
export const made = signal(null);

export async function load() {
  try {
    const read = await api.readSites();
    batch(() => {
      sites.value = read;
      refusal.value = null;
    });
  } catch (error) {
    refusal.value = error;
  }
}

/** Does something, says so with a word of the dictionary, and reads what became of it. Refusals are the caller's. */
async function act(doing, word, values) {
  const answer = await doing;
  notice.value = () => say(word, values);
  await load();
  return answer;
}

export const add = (site) => act(api.add(site), 'sites.added', site);

export const setOrigins = (name, origins) => act(api.setOrigins(name, origins), 'sites.originsSet', { name });

export const setReaderKey = (name, pem) =>
  act(api.setReaderKey(name, pem), pem ? 'sites.readerKeySet' : 'sites.readerKeyRemoved', { name });

export const setSigning = (name, signs) =>
  act(api.setSigning(name, signs), signs ? 'sites.signingRequired' : 'sites.signingLifted', { name });

export async function makeKey(name) {
  const key = await act(api.makeKey(name), 'sites.keyMade', { name });
  made.value = { ...key, name };
}

export async function revokeKey(name, id) {
  await act(api.revokeKey(name, id), 'sites.keyRevoked', { name });
  if (made.value?.id === id) made.value = null;
}

/** Of a field with one origin a line. */
export const originsOf = (text) => text.split(/\s+/u).filter(Boolean);
