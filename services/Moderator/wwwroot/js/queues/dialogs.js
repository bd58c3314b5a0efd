/** What is asked before a queue is added, changed or removed. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { language, say } from '../frame/words.js';
import { Choices } from './choices.js';
import { parts } from './route.js';
import * as state from './state.js';

const kinds = { edit: Edit, remove: Remove };

export function Dialogs() {
  const { kind, queue } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} queue=${queue} />` : null;
}

/** One of the choices of its parts; the key keeps its fields when another route is left out. */
const drafted = (route = {}) => ({ key: crypto.randomUUID(), ...route });

function Edit({ queue }) {
  const [routes, setRoutes] = useState((queue?.routes ?? [undefined]).map(drafted));
  const [people, setPeople] = useState(queue?.people ?? []);
  const { form, submit, sending, refusal, errors } = useSending(async ({ name }) => {
    await state.save(queue?.id, { name, people, routes: routes.map(({ key, ...route }) => route) });
    close();
    state.tell(() => say(queue ? 'queues.changed' : 'queues.added', { name }));
  });
  const set = (at, part) => (values) => setRoutes(routes.with(at, { ...routes[at], [part]: values }));
  const leaveOut = (at) => () => setRoutes(routes.toSpliced(at, 1));
  const error = (name) => errors[name] && html`<p class="problem" role="alert">${errors[name][language.value]}</p>`;
  return html`
    <${Dialog} title=${queue ? say('queues.changeOf', queue) : say('queues.add')} kind="queue">
      <form ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('name')} error=${errors.name} control=${(attributes) => html`
          <input ...${attributes} name="name" defaultValue=${queue?.name ?? ''} required maxlength="60" autocomplete="off" />`} />
        ${routes.map((route, at) => html`
          <fieldset key=${route.key} class="route">
            <legend>${say(at === 0 ? 'queues.takesWhen' : 'queues.orWhen')}</legend>
            ${parts.map(({ name, wordOf, choices }) => html`
              <${Choices} key=${name} title=${say(`queues.part.${name}`)} none=${say('queues.any')} wordOf=${wordOf}
                choices=${choices()} chosen=${route[name] ?? []} choose=${set(at, name)} />`)}
            ${routes.length > 1 && html`
              <p><button type="button" class="quiet" onClick=${leaveOut(at)}>${say('queues.leaveOut')}</button></p>`}
          </fieldset>`)}
        ${error('routes')}
        <p><button type="button" onClick=${() => setRoutes([...routes, drafted()])}>${say('queues.addRoute')}</button></p>
        <fieldset class="route"><legend>${say('queues.people')}</legend>
          <p class="muted">${say('queues.peopleHint')}</p>
          <${Choices} title=${say('queues.people')} none=${say('queues.nobody')} choose=${setPeople} chosen=${people}
            wordOf=${(id) => state.settings.value.people.find((person) => person.id === id)?.name ?? id}
            choices=${state.settings.value.people.map(({ id }) => id)} />
          ${error('people')}
        </fieldset>
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" aria-disabled=${sending}>${say('save')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

function Remove({ queue }) {
  return html`
    <${Confirm} title=${say('queues.removeOf', queue)} yes=${say('queues.act.remove')} act=${() => state.remove(queue.id)}
        done=${() => state.tell(() => say('queues.removed', queue))}>
      <p>${say('queues.removeMeans')}</p>
    </${Confirm}>`;
}
