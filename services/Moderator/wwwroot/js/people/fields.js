import { html } from '../../lib/htm/htm-preact.mjs';
import { Field } from '../frame/form.js';
import { say } from '../frame/words.js';
import { roles } from './state.js';

/** Role and sections, of somebody new or of `person`. */
export function Rights({ person, errors }) {
  return html`
    <${Field} label=${say('people.role')} error=${errors.role} control=${(attributes) => html`
      <select ...${attributes} name="role">${roles.map((role) => html`
        <option value=${role} selected=${role === (person?.role ?? roles[0])}>${say(`people.role.${role}`)}</option>`)}
      </select>`} />
    <${Field} label=${say('people.sections')} hint=${say('people.sectionsHint')} error=${errors.sections}
      control=${(attributes) => html`
      <textarea ...${attributes} name="sections" rows="3" defaultValue=${person?.sections?.join('\n') ?? ''}></textarea>`} />`;
}
