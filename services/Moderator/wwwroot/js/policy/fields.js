/** The fields of one group of settings, with what is wrong with them beside them. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useId } from '../../lib/preact/hooks.mjs';
import { say } from '../frame/words.js';
import { groupName } from './names.js';
import { errorAt, set } from './state.js';

const score = { min: 0.01, max: 1, step: 0.01 };

const ranges = {
  distance: { min: 0, max: 24 }, hours: { min: 1, max: 72 }, minSyllables: { min: 4, max: 200 },
  comments: { min: 1, max: 10_000 }, minutes: { min: 1, max: 1_440 }, newAuthorComments: { min: 0, max: 50 },
};

/** @param path Where the group stands in the settings, as a list of names. */
export function Group({ group, path, value, children }) {
  const id = useId();
  const { name, kind, members } = group;
  const own = errorAt(path.join('.'));
  const isSwitch = kind === 'switch';
  const fields = members.length > 0
    ? members.map((member) => ({ ...member, path: [...path, member.name], value: value[member.name] }))
    : [{ name, kind, path, value, word: isSwitch ? 'setting.enabled' : undefined }];
  return html`
    <fieldset class="group" aria-describedby=${isSwitch ? `${id}-warning` : undefined}>
      <legend>${groupName(group)}</legend>
      <div class="members">
        ${fields.map((field) => html`<${Field} key=${field.name} ...${field} fault=${own && `${id}-fault`} />`)}
        ${own && html`<p class="problem" id=${`${id}-fault`}>${own}</p>`}
        ${isSwitch && html`<p class="warning" id=${`${id}-warning`}>${say(`setting.${name}.warning`)}</p>`}
      </div>
      ${children}
    </fieldset>`;
}

/** @param fault The id of what is wrong with the whole group. */
function Field({ name, kind, path, value, word = `setting.${name}`, fault }) {
  const id = useId();
  const own = fault ? undefined : errorAt(path.join('.'));
  if (kind === 'switch') return html`
    <label class="tick">
      <input type="checkbox" checked=${value} onChange=${(event) => set(path, event.currentTarget.checked)} />
      ${' '}
      ${say(word)}</label>`;
  return html`
    <label>${say(`setting.${name}.field`)}
      <input type="number" inputmode="decimal" step="1" ...${kind === 'score' ? score : ranges[name]} value=${value}
        aria-invalid=${fault || own ? 'true' : undefined}
        aria-describedby=${fault ?? (own && id)} onInput=${(event) => set(path, event.currentTarget.value)} />
      ${own && html`<span class="problem" id=${id}>${own}</span>`}</label>`;
}
