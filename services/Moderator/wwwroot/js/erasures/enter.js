import { html } from '../../lib/htm/htm-preact.mjs';
import { Field, Problem, useSending } from '../frame/form.js';
import { language, say } from '../frame/words.js';
import * as api from './api.js';
import { act } from './letters.js';

/** Enters a request, whose clocks run from the day on which it came. */
export function Enter({ channels }) {
  const { form, submit, sending, refusal, errors } = useSending(async (letter) => {
    await act(api.enter(letter), 'letters.entered', letter);
    form.current.reset();
  });
  const text = (name, type) => (attributes) => html`
    <input ...${attributes} name=${name} type=${type} required autocomplete="off" spellcheck=${false} />`;
  return html`
    <section>
      <h2>${say('letters.enter')}</h2>
      <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('letters.reference')} hint=${say('letters.referenceHint')} error=${errors.reference}
          control=${text('reference', 'text')} />
        <${Field} label=${say('letters.channel')} error=${errors.channel} control=${(attributes) => html`
          <select ...${attributes} name="channel">${channels.map(({ name, words }) => html`
            <option value=${name}>${words[language.value]}</option>`)}</select>`} />
        <${Field} label=${say('letters.receivedOn')} hint=${say('letters.receivedOnHint')} error=${errors.receivedOn}
          control=${text('receivedOn', 'date')} />
        <${Problem} of=${refusal} />
        <p><button type="submit" class="primary" disabled=${sending}>${say('letters.enter')}</button></p>
      </form>
    </section>`;
}
