/** What a moderator has set for this browser, kept in it. */
import { effect, signal } from '../../lib/signals/signals.mjs';

function kept(name, otherwise) {
  let stored = null;
  try {
    stored = JSON.parse(localStorage.getItem(name));
  } catch { /* Somebody else's words: ours begin anew. */ }
  const value = signal(typeof stored === typeof otherwise && stored !== null ? stored : otherwise);
  effect(() => localStorage.setItem(name, JSON.stringify(value.value)));
  return value;
}

/** `system`, `light` or `dark`. */
export const theme = kept('theme', 'system');

/** Offensive words are blurred until their comment has the focus. A screen reader reads them all the same. */
export const blurred = kept('blurred', false);

export const greyscale = kept('greyscale', false);

/** One comment at a time. */
export const single = kept('single', false);

/** The keys that were changed: `event.code` by action. */
export const ownKeys = kept('keys', {});

effect(() => {
  const { classList } = document.documentElement;
  for (const name of ['light', 'dark']) classList.toggle(name, theme.value === name);
  classList.toggle('blurred', blurred.value);
  classList.toggle('greyscale', greyscale.value);
  classList.toggle('single', single.value);
});
