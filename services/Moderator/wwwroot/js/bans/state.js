/** The bans and mutes in force, newest first. */
import { batch, signal } from '../../lib/signals/signals.mjs';
import { isSenior, session } from '../frame/session.js';
import { explain } from '../frame/words.js';
import * as api from './api.js';

/** Null until they are read. */
export const bans = signal(null);

/** Why they cannot be shown: `text()` in the language of the moment. */
export const refused = signal(null);

/** What was done last, in the same way. */
export const notice = signal(null);

/** Cursor of the next page. */
export const next = signal(null);

export async function load() {
  try {
    const page = await api.readBans();
    batch(() => {
      bans.value = page.items;
      next.value = page.next;
      refused.value = null;
    });
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

export async function loadOlder() {
  const page = await api.readBans(next.value);
  batch(() => {
    bans.value = [...bans.value, ...page.items];
    next.value = page.next;
  });
}

/** One that also holds elsewhere is not for a person with sections to lift. */
export function mayLift({ sections }) {
  const { sections: mine } = session.value;
  return isSenior.value && (!mine?.length || sections?.every((section) => mine.includes(section)));
}

/** Ends a ban; one that is no longer there has ended already. */
export async function lift({ id }) {
  try {
    await api.lift(id);
  } catch (error) {
    if (error.problem?.status !== 404) throw error;
  }
  bans.value = bans.value.filter((ban) => ban.id !== id);
}
