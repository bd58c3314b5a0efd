/** The settings, to be changed. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { session } from '../frame/session.js';
import { say } from '../frame/words.js';
import { Articles } from './articles.js';
import { Group } from './fields.js';
import { Sections } from './sections.js';
import { groups, switches } from './settings.js';
import { draft } from './state.js';

/** Somebody limited to sections changes these and their articles. */
export const Form = () => html`
  <section aria-labelledby="change">
    <h2 id="change">${say('policy.change')}</h2>
    ${session.value.sections
      ? html`<p class="muted">${say('policy.onlySections', { sections: session.value.sections.join(', ') })}</p>`
      : html`<${General} />`}
    <${Sections} />
    <${Articles} />
  </section>`;

function General() {
  const fields = (names) => names.map((name) => html`<${Group} key=${name} path=${[name]} value=${draft.value[name]} />`);
  return html`
    <div class="groups">${fields(switches)}</div>
    <h3>${say('policy.rules')}</h3>
    <div class="groups">${fields(Object.keys(groups).filter((name) => !switches.includes(name)))}</div>`;
}
