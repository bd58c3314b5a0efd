import { effect, signal } from '../../lib/signals/signals.mjs';
import { readComment } from '../frame/api.js';
import { decided } from './decisions.js';
import * as state from './state.js';

/** All that is known of the comment in focus, once it was read. */
export const known = signal(null);

/** The comments beside the one in focus. */
export const others = () => [known.value?.parent, ...(known.value?.siblings ?? [])].filter(Boolean);

export async function readAgain(id = state.selectedId.value, signal = undefined) {
  try {
    const read = await readComment(id, signal);
    if (id === state.selectedId.value) known.value = read;
  } catch { /* It is read again with the next focus. */ }
}

/** What was decided beside the focus shows there too. */
effect(() => {
  const last = decided.value.at(-1);
  if (last?.decision && known.peek() && others().some((other) => other.id === last.item?.id)) readAgain();
});
