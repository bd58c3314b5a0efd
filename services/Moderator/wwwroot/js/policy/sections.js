/** What sections have of their own. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { readQueue } from '../frame/api.js';
import { session } from '../frame/session.js';
import { queues } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import { Group } from './fields.js';
import { focusSoon } from './focus.js';
import { groupName } from './names.js';
import { at, groups } from './settings.js';
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
    const { path: of, name: chosen } = groups.find(({ name: each }) => each === event.currentTarget.value);
    event.currentTarget.value = '';
    set([...path, ...of], at(draft.value, of));
    focusSoon(`[data-section="${CSS.escape(name)}"] [data-group="${chosen}"] input`);
  };
  const remove = (group) => { set([...path, ...group.path], undefined); focusSoon(choose); };
  const isOwn = (group) => at(own, group.path) !== undefined;
  const rest = groups.filter((group) => !isOwn(group));
  return html`
    <div class="own" role="group" aria-label=${say('policy.sections.of', { name })} data-section=${name}>
      <div class="row"><h4><bdi>${name}</bdi></h4>
        <label><span class="hidden">${say('policy.addGroup', { name })}</span>
          <select onChange=${add}><option value="">${say('policy.addOwn')}</option>
            ${rest.map((group) => html`<option value=${group.name}>${groupName(group)}</option>`)}</select></label>
        <button type="button" class="quiet" onClick=${() => { set(path, undefined); focusSoon('#new-section'); }}>
          ${say('policy.removeSection')}<span class="hidden"> ${name}</span></button></div>
      ${rest.length === groups.length && html`<p class="muted">${say('policy.nothingOwn')}</p>`}
      <div class="groups">${groups.filter(isOwn).map((group) => html`
        <div key=${group.name} data-group=${group.name}>
          <${Group} group=${group} path=${[...path, ...group.path]} value=${at(own, group.path)}>
            <button type="button" class="quiet" onClick=${() => remove(group)}>
              ${say('policy.asGeneral')}<span class="hidden">: ${groupName(group)}, ${name}</span></button>
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
    readQueue({ queue: queues[0].name, limit: 100 }).then((page) => setSeen(sectionsOf(page)), () => {});
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
          <input id="new-section" name="section" list="known-sections" required autocomplete="off" ...${aria} />`}
      </label>
      <datalist id="known-sections">${rest.map((name) => html`<option value=${name} />`)}</datalist>
      <button type="submit">${say('policy.addSection')}</button>
      ${fault && html`<p class="problem" id="sections-fault">${fault}</p>`}
    </form>`;
}
