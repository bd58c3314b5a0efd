import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { Field } from './form.js';
import { say } from './words.js';

/** Something to be handed over, which is told this one time: it is copied with a press, or selected where that is not allowed. */
export function CopyField({ label, value }) {
  const place = useRef(null);
  const [copied, setCopied] = useState(null);
  useEffect(() => setCopied(null), [value]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setCopied('copy.done');
    } catch {
      selectIn(place.current);
      setCopied('copy.byHand');
    }
  };
  return html`
    <div ref=${place}>
      <${Field} label=${label} control=${(attributes) => html`<input ...${attributes} readOnly value=${value} />`} />
      <p class="row"><button type="button" class="primary" onClick=${copy}>
          ${say('copy')}<span class="hidden"> ${label}</span></button>
        <span role="status" class="said-well">${copied && say(copied)}</span></p>
    </div>`;
}

function selectIn(place) {
  const field = place.querySelector('input');
  field.focus();
  field.select();
}

/** Puts the focus on the first thing of `.link`, once a dialog that closes has given it back. */
export const focusOnCopy = () => requestAnimationFrame(() => selectIn(document.querySelector('.link')));
