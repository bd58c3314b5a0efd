import { html } from '../../lib/htm/htm-preact.mjs';
import { Field, Problem, useSending } from '../frame/form.js';
import { say } from '../frame/words.js';
import { Rights } from './fields.js';
import { focusOnCopy } from '../frame/copy.js';
import { add, sectionsOf } from './state.js';

/** Adds somebody, who then sets a password with a link. */
export function Add() {
  const { form, submit, sending, refusal, errors } = useSending(async ({ name, role, sections }) => {
    await add({ name, role, sections: sectionsOf(sections) });
    form.current.reset();
    focusOnCopy();
  });
  return html`
    <section>
      <h2>${say('people.add')}</h2>
      <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('people.name')} hint=${say('people.nameHint')} error=${errors.name} control=${(attributes) => html`
          <input ...${attributes} name="name" required autocomplete="off" autocapitalize="words" spellcheck=${false} />`} />
        <${Rights} errors=${errors} />
        <${Problem} of=${refusal} />
        <p><button type="submit" class="primary" disabled=${sending}>${say('people.add')}</button></p>
      </form>
    </section>`;
}
