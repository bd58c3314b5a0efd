import { html } from '../../lib/htm/htm-preact.mjs';
import { Field, Problem, useSending } from '../frame/form.js';
import { say } from '../frame/words.js';

/**
 * Asks for the password once more before `act(password, values)`.
 * @param of What the button is about, where there are several with the same words.
 * @param children Fields before the password's, which get the `errors`.
 */
export function Proof({ word, of, act, fallback, children }) {
  const { form, submit, sending, refusal, errors } = useSending(async ({ password, ...values }) => {
    await act(password, values);
    form.current?.reset();
  });
  return html`
    <details><summary>${say(word)}${of && html`<span class="hidden"> ${of}</span>`}</summary>
      <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
        ${children?.(errors)}
        <${Field} label=${say('password')} error=${errors.password} control=${(attributes) => html`
          <input ...${attributes} name="password" type="password" autocomplete="current-password" required />`} />
        <${Problem} of=${refusal} fallback=${fallback} />
        <p><button type="submit" class="primary" disabled=${sending}>${say(word)}</button></p>
      </form></details>`;
}
