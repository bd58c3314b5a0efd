/** What articles take, as Intake keeps it. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { dialog } from '../frame/dialog.js';
import { say } from '../frame/words.js';
import * as api from './api.js';

/** Those of which anything is set, by their ids; null until they are read. */
export const articles = signal(null);

/** Why they could not be read. */
export const refusal = signal(null);

/** What was done last: a text in the language of the moment. */
export const notice = signal(null);

export async function load() {
  try {
    const read = await api.readArticles();
    batch(() => {
      articles.value = read;
      refusal.value = null;
    });
  } catch (error) {
    refusal.value = error;
  }
}

/** Asks what is to be set for one. */
export async function open(id) {
  dialog.value = { kind: 'settings', article: await api.readArticle(id) };
}

/** Says what was done once the dialog that asked for it is closed: closing gives the focus back. */
export async function set(id, settings, done) {
  await api.setArticle(id, settings);
  await load();
  done();
  notice.value = () => say('articles.saved', { id });
}
