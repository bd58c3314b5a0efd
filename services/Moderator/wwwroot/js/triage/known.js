import { effect, signal } from '../../lib/signals/signals.mjs';
import { readComment } from '../frame/api.js';
import { decided } from './decisions.js';
import * as state from './state.js';

/** All that is known of the comment in focus, once it was read. */
export const known = signal(null);

/** The comment of which nothing could be read, and why: `{ id, error }`. */
export const unread = signal(null);

/** The comments beside the one in focus. */
export const others = () => [known.value?.parent, known.value?.twin, ...(known.value?.siblings ?? [])].filter(Boolean);

export async function readAgain(id = state.selectedId.value, aborted = undefined) {
  if (!id) return;
  try {
    const read = await readComment(id, aborted);
    if (id !== state.selectedId.value) return;
    unread.value = null;
    known.value = read;
  } catch (error) {
    if (error.name !== 'AbortError' && id === state.selectedId.value) unread.value = { id, error };
  }
}

/** Something changed about a comment: where it stands beside the one in focus, or is that one, it is read again. */
export function hearOf(id, parentId) {
  const { comment } = known.value ?? {};
  if (!comment || comment.id !== state.selectedId.value) return;
  const isReply = parentId && [comment.id, comment.parentId].includes(parentId);
  if (isReply || id === comment.id || others().some((other) => other.id === id)) readAgain();
}

/** What could not be read is read once the server is there again. */
effect(() => { if (state.online.value && unread.peek()) readAgain(); });

/** What was decided beside the focus shows there too. */
effect(() => {
  const last = decided.value.at(-1);
  if (last?.decision && known.peek() && others().some((other) => other.id === last.item?.id)) readAgain();
});
