/**
 * Who holds which comment. The one in focus is held for as long as it has the focus; the server ends a lease that nobody renews.
 */
import { effect, signal } from '../../lib/signals/signals.mjs';
import { session } from '../frame/session.js';
import { isWaiting } from '../frame/vocabulary.js';
import * as api from './api.js';
import * as state from './state.js';

/** How long the focus rests on a comment before it is held, so that passing over it holds nothing, in milliseconds. */
const settle = 250;

/** Tells this console from others of the same person. */
export const consoleId = crypto.randomUUID();

/** Names of the others who hold a comment, by its id. */
export const holders = signal(new Map());

let held = null;
let timer = null;

/** What a decision carries: the lease, once it was granted. */
export const leaseOf = (id) => (held?.id === id && held.lease ? { lease: held.lease } : {});

/** What a page says of who holds its comments. */
export const hearHolders = (items) => items.forEach(({ id, holder }) => setHolder(id, holder?.moderator));

/**
 * Follows the focus. After a decision the next comment is taken at once: of two people who decide side by side, one would come to
 * it too late. `passOver` hears of a comment that came into focus and was in a colleague's hand.
 */
export function holdFocus(passOver) {
  effect(() => {
    const item = state.selected.value;
    const wanted = item && isWaiting(item) && !item.gone ? item.id : null;
    if (held?.id === wanted) return;
    letGo();
    if (wanted) timer = setTimeout(() => take(wanted).then((taken) => { if (!taken) passOver(wanted); }),
      state.leaving.size > 0 ? 0 : settle);
  });
  addEventListener('pagehide', letGo);
  document.addEventListener('visibilitychange', () => { if (!document.hidden && held?.until) take(held.id); });
}

/** Ends the lease on the comment in focus. A decision ends it by itself. */
export function letGo() {
  clearTimeout(timer);
  const { id, lease } = held ?? {};
  held = null;
  if (lease && !state.leaving.has(id)) api.releaseLease(id, lease).catch(() => {});
}

/** Answers whether nobody else holds it, as far as is known. */
async function take(id) {
  clearTimeout(timer);
  const mine = held?.id === id ? held : (held = { id });
  try {
    const { lease, until } = await api.takeLease(id, consoleId, mine.lease);
    if (held !== mine) {
      if (!state.leaving.has(id)) api.releaseLease(id, lease).catch(() => {});
      return true;
    }
    held.lease = lease;
    held.until = until;
    setHolder(id);
    timer = setTimeout(renew, (new Date(until) - Date.now()) / 3, id);
    return true;
  } catch (error) {
    const holder = error.problem?.holder?.moderator;
    if (holder) setHolder(id, holder);
    if (held !== mine) return true;
    held.lease = undefined;
    timer = setTimeout(renew, 10_000, id);
    return !holder || holder === session.value.name;
  }
}

/** A console that nobody looks at holds nothing longer than a lease. */
function renew(id) {
  if (!document.hidden && held?.id === id) take(id);
}

export function setHolder(id, moderator) {
  const name = moderator === session.value.name ? undefined : moderator ?? undefined;
  if (holders.peek().get(id) === name) return;
  const value = new Map(holders.peek());
  if (name) value.set(id, name);
  else value.delete(id);
  holders.value = value;
}
