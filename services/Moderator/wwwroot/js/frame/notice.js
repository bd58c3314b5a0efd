import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { dialog } from './dialog.js';

/**
 * Says what was done, and takes the focus, once no dialog is before it: a modal one lets nothing behind it have the focus, and
 * gives it back to its opener when it closes.
 * @param of Gives the text in the language of the moment, another function each time something is done; null says nothing.
 * @param isHeld Whether something else is to be read first.
 */
export function Notice({ of, isHeld = false }) {
  const element = useRef(null);
  const said = useRef(null);
  const isBehind = Boolean(dialog.value) || isHeld;
  useEffect(() => {
    if (!of || isBehind || said.current === of) return;
    said.current = of;
    requestAnimationFrame(() => element.current?.focus());
  }, [of, isBehind]);
  return html`<p class="said-well" role="status" tabindex="-1" ref=${element}>${of?.()}</p>`;
}
