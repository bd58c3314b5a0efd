/** The settings, to be changed. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { session } from '../frame/session.js';
import { say } from '../frame/words.js';
import { Articles } from './articles.js';
import { Group } from './fields.js';
import { Sections } from './sections.js';
import { at, groups } from './settings.js';
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
  const fields = (some) => some.map((group) => html`
    <${Group} key=${group.name} group=${group} path=${group.path} value=${at(draft.value, group.path)} />`);
  const isSwitch = ({ kind }) => kind === 'switch';
  return html`
    <div class="groups">${fields(groups.filter(isSwitch))}</div>
    <h3>${say('policy.rules')}</h3>
    <div class="groups">${fields(groups.filter((group) => !isSwitch(group)))}</div>`;
}
