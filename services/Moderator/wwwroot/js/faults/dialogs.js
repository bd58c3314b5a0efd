import { html } from '../../lib/htm/htm-preact.mjs';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** What is asked before messages are replayed or discarded. */
export function Dialogs() {
  const { kind, choice, count, name } = dialog.value ?? {};
  const Asked = { replay: Replay, discard: Discard }[kind];
  return Asked ? html`<${Asked} choice=${choice} count=${count} name=${name} />` : null;
}

const Replay = ({ choice, count, name }) => html`
  <${Asking} act="replay" count=${count} name=${name} field="rate"
    send=${({ rate }) => state.act(api.replay(choice, Number(rate)), ({ total }) => say('faults.started', { n: whole(total) }))}
    control=${(attributes) => html`
      <input ...${attributes} name="rate" type="number" min="1" max="1000" required defaultValue="10" autofocus />`} />`;

const Discard = ({ choice, count, name }) => html`
  <${Asking} act="discard" count=${count} name=${name} field="reason"
    send=${({ reason }) => state.act(api.discard(choice, reason), ({ count: n }) => say('faults.discarded', { n: whole(n) }))}
    control=${(attributes) => html`<textarea ...${attributes} name="reason" rows="3" required autofocus />`} />`;

function Asking({ act, count, name, field, send, control }) {
  const { form, submit, sending, refusal, errors } = useSending(send);
  return html`
    <${Dialog} title=${say(`faults.${act}.title`, { n: whole(count) })}>
      <form ref=${form} onSubmit=${submit} noValidate>
        <p>${name}</p>
        <p>${say(`faults.${act}.means`)}</p>
        <${Field} label=${say(`faults.${field}`)} hint=${say(`faults.${field}Hint`)} error=${errors[field]} control=${control} />
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" disabled=${sending}>
          ${sending ? say('wait') : say(`faults.${act}.yes`)}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}
