import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useId, useRef } from '../../lib/preact/hooks.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { say } from './words.js';

/** The dialog that is open: `{ kind, … }`. */
export const dialog = signal(null);

export const close = () => { dialog.value = null; };

/** A modal dialog: the browser keeps the focus in it, and gives it back when it closes. */
export function Dialog({ title, kind = '', children }) {
  const element = useRef(null);
  const id = useId();
  useEffect(() => {
    element.current.showModal();
    return () => element.current?.close();
  }, []);
  const outside = (event) => { if (event.target === element.current) element.current.close(); };
  return html`
    <dialog ref=${element} class=${kind} aria-labelledby=${id} onClose=${close} onMouseDown=${outside}>
      <div class="inner">
        <header><h2 id=${id}>${title}</h2>
          <button type="button" class="quiet" onClick=${() => element.current.close()}>
            ${say('close')} <kbd aria-hidden="true">Esc</kbd></button></header>
        ${children}
      </div>
    </dialog>`;
}
