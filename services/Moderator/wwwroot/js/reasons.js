import { html } from '../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../lib/preact/hooks.mjs';
import * as desk from './desk.js';
import { say } from './words.js';

const maxNote = 1_000;

/** The note that goes with a rejection, read when its reason is chosen. */
const note = () => document.getElementById('note')?.value.trim();

/** Rejects the comment in focus for the reason with this number. */
export function rejectFor(digit) {
  if (!desk.choosing.value || !desk.reasons[digit - 1]) return false;
  const text = note();
  if ([...new Intl.Segmenter('vi').segment(text)].length > maxNote) {
    desk.tell(() => say('noteTooLong'));
    return true;
  }
  desk.decide('reject', desk.reasons[digit - 1], text);
  return true;
}

export function Reasons() {
  const first = useRef(null);
  useEffect(() => {
    first.current.closest('.reasons').scrollIntoView({ block: 'nearest' });
    first.current.focus({ preventScroll: true });
  }, []);
  return html`
    <div class="reasons" role="group" aria-label=${say('reasonTitle')} onClick=${(event) => event.stopPropagation()}>
      <p class="legend">${say('reasonTitle')}</p>
      <div class="choices">
        ${desk.reasons.map((reason, i) => html`
          <button type="button" ref=${i === 0 ? first : undefined} onClick=${() => rejectFor(i + 1)}>
            <kbd>${i + 1}</kbd> ${say(reason)}</button>`)}
      </div>
      <label for="note">${say('note')}</label>
      <textarea id="note" rows="2"></textarea>
      <button type="button" class="quiet" onClick=${() => { desk.choosing.value = false; }}>${say('cancel')} <kbd aria-hidden="true">Esc</kbd></button>
    </div>`;
}
