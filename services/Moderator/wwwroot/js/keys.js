/**
 * Every key of the console, once: this table binds them and is what the help shows.
 * Keys are positions (`event.code`), since a Vietnamese input method turns letters such as f, s, r, x and j into tone marks.
 */
export const bindings = [
  { action: 'next', codes: ['KeyJ'], shown: 'j' },
  { action: 'previous', codes: ['KeyK'], shown: 'k' },
  { action: 'approve', codes: ['KeyA'], shown: 'a' },
  { action: 'reject', codes: ['KeyR'], shown: 'r' },
  { action: 'reason', codes: [1, 2, 3, 4, 5, 6, 7, 8].flatMap((n) => [`Digit${n}`, `Numpad${n}`]), shown: '1 – 8' },
  { action: 'hold', codes: ['KeyH'], shown: 'h' },
  { action: 'undo', codes: ['KeyU'], shown: 'u' },
  { action: 'arrivals', codes: ['KeyN'], shown: 'n' },
  { action: 'queue', codes: ['KeyQ'], shown: 'q' },
  { action: 'help', codes: ['Slash'], shift: true, shown: '?' },
  { action: 'cancel', codes: ['Escape'], shown: 'Esc' },
];

export const shown = (action) => bindings.find((binding) => binding.action === action).shown;

/** Calls `actions[action](digit)` for keys pressed outside of fields and dialogs, without Ctrl, Alt or Meta. */
export function listen(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    const inField = event.target.closest('input, textarea, select, [contenteditable], dialog');
    if (inField && !(event.code === 'Escape' && event.target.closest('.reasons'))) return;
    const binding = bindings.find(({ codes, shift }) => codes.includes(event.code) && Boolean(shift) === event.shiftKey);
    if (!binding) return;
    if (actions[binding.action](Number(event.code.at(-1))) !== false) event.preventDefault();
  });
}
