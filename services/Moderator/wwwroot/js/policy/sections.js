/** What sections have of their own. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { readQueue } from '../frame/api.js';
import { session } from '../frame/session.js';
import { say } from '../frame/words.js';
import { Group } from './fields.js';
import { focusSoon } from './focus.js';
import { groups } from './settings.js';
import { draft, errorAt, set } from './state.js';

export function Sections() {
  const mine = session.value.sections;
  const names = Object.keys(draft.value.sections).filter((name) => !mine || mine.includes(name)).sort();
  return html`
    <h3>${say('policy.sections')}</h3>
    <p class="muted">${say('policy.sections.how')}</p>
    ${names.map((name) => html`<${Section} key=${name} name=${name} own=${draft.value.sections[name]} />`)}
    <${NewSection} />`;
}

function Section({ name, own }) {
  const path = ['sections', name];
  const choose = `[data-section="${CSS.escape(name)}"] select`;
  const add = (event) => {
    const group = event.currentTarget.value;
    event.currentTarget.value = '';
    set([...path, group], draft.value[group]);
    focusSoon(`[data-section="${CSS.escape(name)}"] [data-group="${group}"] input`);
  };
  const remove = (group) => { set([...path, group], undefined); focusSoon(choose); };
  const rest = Object.keys(groups).filter((group) => own[group] === undefined);
  return html`
    <div class="own" role="group" aria-label=${say('policy.sections.of', { name })} data-section=${name}>
      <div class="row"><h4><bdi>${name}</bdi></h4>
        <label><span class="hidden">${say('policy.addGroup', { name })}</span>
          <select onChange=${add}><option value="">${say('policy.addOwn')}</option>
            ${rest.map((group) => html`<option value=${group}>${say(`setting.${group}`)}</option>`)}</select></label>
        <button type="button" class="quiet" onClick=${() => { set(path, undefined); focusSoon('#new-section'); }}>
          ${say('policy.removeSection')}<span class="hidden"> ${name}</span></button></div>
      ${rest.length === Object.keys(groups).length && html`<p class="muted">${say('policy.nothingOwn')}</p>`}
      <div class="groups">${Object.keys(groups).filter((group) => own[group] !== undefined).map((group) => html`
        <div key=${group} data-group=${group}><${Group} path=${[...path, group]} value=${own[group]}>
          <button type="button" class="quiet" onClick=${() => remove(group)}>
            ${say('policy.asGeneral')}<span class="hidden">: ${say(`setting.${group}`)}, ${name}</span></button>
        </${Group}></div>`)}
      </div>
    </div>`;
}

/** Suggests the sections of what waits; a newsroom may have others. */
function NewSection() {
  const mine = session.value.sections;
  const [seen, setSeen] = useState(mine ?? []);
  useEffect(() => {
    if (mine) return;
    const sectionsOf = ({ items }) => [...new Set(items.map(({ article }) => article.section).filter(Boolean))].sort();
    readQueue({ queue: 'pending', limit: 100 }).then((page) => setSeen(sectionsOf(page)), () => {});
  }, []);
  const rest = seen.filter((name) => !draft.value.sections[name]);
  const add = (event) => {
    event.preventDefault();
    const { value } = event.currentTarget.elements.section;
    const name = value.trim();
    if (!name) return;
    if (!draft.value.sections[name]) set(['sections', name], {});
    event.currentTarget.reset();
    focusSoon(`[data-section="${CSS.escape(name)}"] select`);
  };
  const fault = errorAt('sections');
  const aria = { 'aria-invalid': fault ? 'true' : undefined, 'aria-describedby': fault ? 'sections-fault' : undefined };
  if (mine && rest.length === 0) return null;
  return html`
    <form class="row" onSubmit=${add}>
      <label>${say('filter.section')}${mine
        ? html`
          <select id="new-section" name="section" ...${aria}>${rest.map((name) => html`
            <option value=${name}>${name}</option>`)}</select>`
        : html`
          <input id="new-section" name="section" list="known-sections" maxlength="200" required autocomplete="off" ...${aria} />`}
      </label>
      <datalist id="known-sections">${rest.map((name) => html`<option value=${name} />`)}</datalist>
      <button type="submit">${say('policy.addSection')}</button>
      ${fault && html`<p class="problem" id="sections-fault">${fault}</p>`}
    </form>`;
}
