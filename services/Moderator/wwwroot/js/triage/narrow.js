/** Whether the columns are folded to one, as console.css does below the same width. */
import { signal } from '../../lib/signals/signals.mjs';

const folded = matchMedia('(max-width: 48rem)');

export const narrow = signal(folded.matches);

folded.addEventListener('change', () => { narrow.value = folded.matches; });
