/** The fields of one group of settings, with what is wrong with them beside them. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useId } from '../../lib/preact/hooks.mjs';
import { say } from '../frame/words.js';
import { groups, switches } from './settings.js';
import { errorAt, set } from './state.js';

const score = { min: 0.01, max: 1, step: 0.01 };

const ranges = {
  hold: score, reject: score, distance: { min: 0, max: 12 }, hours: { min: 1, max: 72 }, minSyllables: { min: 4, max: 200 },
  comments: { min: 1, max: 10_000 }, minutes: { min: 1, max: 1_440 }, newAuthorComments: { min: 0, max: 50 },
};

/** @param path Where the group stands in the settings, as a list of names. */
export function Group({ path, value, children }) {
  const id = useId();
  const name = path.at(-1);
  const own = errorAt(path.join('.'));
  const members = groups[name].length > 0
    ? groups[name].map((member) => [member, [...path, member], value[member]])
    : [[name, path, value]];
  return html`
    <fieldset class="group" aria-describedby=${switches.includes(name) ? `${id}-warning` : undefined}>
      <legend>${say(`setting.${name}`)}</legend>
      <div class="members">
        ${members.map(([member, at, of]) => html`
          <${Field} key=${member} name=${member} path=${at} value=${of} fault=${own && `${id}-fault`} />`)}
        ${own && html`<p class="problem" id=${`${id}-fault`}>${own}</p>`}
        ${switches.includes(name) && html`<p class="warning" id=${`${id}-warning`}>${say(`setting.${name}.warning`)}</p>`}
      </div>
      ${children}
    </fieldset>`;
}

/** @param fault The id of what is wrong with the whole group. */
function Field({ name, path, value, fault }) {
  const id = useId();
  const own = fault ? undefined : errorAt(path.join('.'));
  if (typeof value === 'boolean') return html`
    <label class="tick">
      <input type="checkbox" checked=${value} onChange=${(event) => set(path, event.currentTarget.checked)} />
      ${' '}
      ${say(switches.includes(name) ? 'setting.enabled' : `setting.${name}`)}</label>`;
  return html`
    <label>${say(`setting.${name}.field`)}
      <input type="number" inputmode="decimal" step="1" ...${ranges[name]} value=${value}
        aria-invalid=${fault || own ? 'true' : undefined}
        aria-describedby=${fault ?? (own && id)} onInput=${(event) => set(path, event.currentTarget.value)} />
      ${own && html`<span class="problem" id=${id}>${own}</span>`}</label>`;
}
