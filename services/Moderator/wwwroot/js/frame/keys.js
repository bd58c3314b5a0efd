import { ownKeys } from './personal.js';
import { reasons } from './vocabulary.js';

const digits = reasons.map(({ key }) => key);

/**
 * Every key of the console, once: this table binds them and is what the help shows.
 * Keys are positions (`event.code`), since a Vietnamese input method turns letters such as f, s, r, x and j into tone marks.
 * A held key repeats only where it moves; the keys that are `fixed` cannot be changed.
 */
export const bindings = [
  { action: 'next', code: 'KeyJ', repeats: true },
  { action: 'previous', code: 'KeyK', repeats: true },
  { action: 'approve', code: 'KeyA' },
  { action: 'mask', code: 'KeyM' },
  { action: 'edit', code: 'KeyE' },
  { action: 'reply', code: 'KeyW' },
  { action: 'feature', code: 'KeyF' },
  { action: 'reject', code: 'KeyR' },
  { action: 'reason', codes: digits.flatMap((n) => [`Digit${n}`, `Numpad${n}`]), label: `1 – ${digits.length}`, fixed: true },
  { action: 'hold', code: 'KeyH' },
  { action: 'skip', code: 'KeyS' },
  { action: 'undo', code: 'KeyU' },
  { action: 'recent', code: 'KeyL' },
  { action: 'arrivals', code: 'KeyN' },
  { action: 'queue', code: 'KeyQ' },
  { action: 'search', code: 'Slash' },
  { action: 'batch', code: 'KeyB' },
  { action: 'author', code: 'KeyI' },
  { action: 'ban', code: 'KeyT' },
  { action: 'note', code: 'KeyC' },
  { action: 'context', code: 'KeyX' },
  { action: 'policy', code: 'KeyP' },
  { action: 'single', code: 'KeyV' },
  { action: 'help', code: 'Slash', shift: true, fixed: true },
  { action: 'cancel', code: 'Escape', fixed: true },
];

/** Keys that the browser, a button or a reason needs. */
const taken = new RegExp(
  `^((Digit|Numpad)[${digits.join('')}]|Escape|Enter|NumpadEnter|Space|Tab|Shift|Control|Alt|Meta|OS|CapsLock|F\\d+)`,
);

const binding = (action) => bindings.find((other) => other.action === action);

const codesOf = ({ action, code, codes }) => codes ?? [ownKeys.value[action] ?? code];

/** What stands on the key of an action. */
export function shown(action) {
  const { label, shift } = binding(action);
  return label ?? name(codesOf(binding(action))[0], shift);
}

const signs = {
  Slash: '/', Comma: ',', Period: '.', Semicolon: ';', Quote: '’', Backslash: '\\', Minus: '-', Equal: '=', Backquote: '`',
  BracketLeft: '[', BracketRight: ']',
  ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc',
};

const name = (code, shift) => (code === 'Slash' && shift ? '?' : signs[code] ?? code.replace(/^Key|^Digit/, '').toLowerCase());

/** Gives an action another key. Returns the action that has it, `taken` when no action may have it, or null when it is done. */
export function rebind(action, code) {
  if (taken.test(code)) return 'taken';
  const other = bindings.find((each) => each.action !== action && !each.shift && codesOf(each).includes(code));
  if (other) return other.action;
  ownKeys.value = { ...ownKeys.value, [action]: code };
  return null;
}

export const resetKeys = () => { ownKeys.value = {}; };

/** Without NumLock, the keys of the keypad move the cursor and print no digit. */
const isCursorKey = ({ code, key }) => code.startsWith('Numpad') && key.length !== 1;

/** Whether a field needs the key. A menu that was used keeps only the keys that move in it: letters mean decisions again. */
const isOfField = ({ target, key }) =>
  Boolean(target.closest('input:not([type=radio], [type=checkbox]), textarea, [contenteditable]'))
  || (key.length !== 1 && Boolean(target.closest('select')));

/** Calls `actions[action](event)` for keys pressed outside of fields and dialogs, without Ctrl, Alt or Meta. */
export function listen(actions) {
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.key === 'Process' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.code !== 'Escape' && isOfField(event)) return;
    const found = bindings.find((each) => actions[each.action] && codesOf(each).includes(event.code)
      && Boolean(each.shift) === event.shiftKey);
    if (!found || isCursorKey(event) || (event.repeat && !found.repeats)) return;
    if (actions[found.action](event) !== false) event.preventDefault();
  });
}
