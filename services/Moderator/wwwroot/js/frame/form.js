/** What forms have in common: labelled fields with their errors beside them, and the sending. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useId, useRef, useState } from '../../lib/preact/hooks.mjs';
import { explain, language } from './words.js';

/** The first error of each field, by the field's name; a text by language. */
export const errorsOf = (refusal) =>
  Object.fromEntries(Object.entries(refusal?.problem?.errors ?? {}).map(([name, [first]]) => [name, first]));

/**
 * Sends a form with `send(values)`. What it throws is the `refusal`: what is wrong with a field stands in `errors`, and the first
 * such field gets the focus.
 */
export function useSending(send) {
  const form = useRef(null);
  const [refusal, setRefusal] = useState(null);
  const [sending, setSending] = useState(false);
  const submit = async (event) => {
    event.preventDefault();
    if (sending) return;
    const values = Object.fromEntries(new FormData(event.currentTarget));
    setSending(true);
    setRefusal(null);
    try {
      await send(values);
    } catch (error) {
      setRefusal(error);
    } finally {
      setSending(false);
    }
  };
  useEffect(() => { if (refusal) form.current?.querySelector('[aria-invalid]')?.focus(); }, [refusal]);
  return { form, submit, sending, refusal, errors: errorsOf(refusal) };
}

/** A labelled field. `control` renders it with the attributes that tie it to its label, its hint and its error. */
export function Field({ label, hint, error, control }) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control({ id, 'aria-invalid': error ? 'true' : undefined, 'aria-describedby': described || undefined })}
      ${error && html`<p class="problem" id=${`${id}-error`}>${error[language.value]}</p>`}
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    </div>`;
}

/** What was refused as a whole; errors of fields stand beside them. */
export function Problem({ of, fallback = 'unreached' }) {
  if (!of || of.problem?.errors) return null;
  return html`<p class="problem" role="alert">${explain(of, fallback)}</p>`;
}
