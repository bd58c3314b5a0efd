/**
 * Who holds which comment. The one in focus is held for as long as it has the focus; the server ends a lease that nobody renews.
 */
import { effect, signal } from '../../lib/signals/signals.mjs';
import { session } from '../frame/session.js';
import * as api from './api.js';
import * as state from './state.js';
import { isDecided } from './view.js';

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

/** What a page or a refusal says of who holds a comment. */
effect(() => {
  for (const { id, holder } of state.items.value) if (holder && !holders.peek().has(id)) setHolder(id, holder.moderator);
});

/** Follows the focus. */
export function holdFocus() {
  effect(() => {
    const item = state.selected.value;
    const wanted = item && !isDecided.value && !item.gone ? item.id : null;
    if (held?.id === wanted) return;
    letGo();
    if (wanted) timer = setTimeout(take, settle, wanted);
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

async function take(id) {
  clearTimeout(timer);
  const mine = held?.id === id ? held : (held = { id });
  try {
    const { lease, until } = await api.takeLease(id, consoleId, mine.lease);
    if (held !== mine) return state.leaving.has(id) || api.releaseLease(id, lease).catch(() => {});
    held.lease = lease;
    held.until = until;
    setHolder(id, null);
    timer = setTimeout(renew, (new Date(until) - Date.now()) / 3, id);
  } catch (error) {
    if (held !== mine) return;
    held.lease = undefined;
    if (error.problem?.holder) setHolder(id, error.problem.holder.moderator);
    timer = setTimeout(renew, 10_000, id);
  }
}

/** A console that nobody looks at holds nothing longer than a lease. */
function renew(id) {
  if (!document.hidden && held?.id === id) take(id);
}

export function setHolder(id, moderator) {
  const name = moderator === session.value.name ? null : moderator;
  if ((holders.value.get(id) ?? null) === name) return;
  const value = new Map(holders.value);
  if (name) value.set(id, name);
  else value.delete(id);
  holders.value = value;
}
