import { html } from '../../lib/htm/htm-preact.mjs';
import { Confirm } from '../frame/confirm.js';
import { CopyField, focusOnCopy } from '../frame/copy.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { clock, say } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

const events = ['comment.approved', 'comment.edited', 'comment.retracted', 'article.changed'];
const formats = ['standard', 'cloudevents'];

/** What the form says, as the server takes it. */
const read = (form) => {
  const data = new FormData(form);
  return { url: data.get('url').trim() || null, events: data.getAll('events'), format: data.get('format') };
};

/** Where an endpoint is, what it is told of and how. */
const Fields = ({ errors, isNew, told, format }) => html`
  <${Field} label=${say(isNew ? 'webhooks.url' : 'webhooks.newUrl')} error=${errors.url}
    hint=${say(isNew ? 'webhooks.urlHint' : 'webhooks.newUrlHint')} control=${(attributes) => html`
      <input ...${attributes} name="url" type="url" autocomplete="off" autocapitalize="none" spellcheck=${false} />`} />
  <fieldset><legend>${say('webhooks.events')}</legend>
    ${events.map((event) => html`
      <label class="tick"><input type="checkbox" name="events" value=${event} defaultChecked=${told.includes(event)} />
        ${' '}${say(`webhooks.event.${event}`)}</label>`)}
    <${Wrong} error=${errors.events} /></fieldset>
  <${Field} label=${say('webhooks.format')} error=${errors.format} control=${(attributes) => html`
    <select ...${attributes} name="format">${formats.map((one) => html`
      <option value=${one} selected=${one === format}>${say(`webhooks.format.${one}`)}</option>`)}</select>`} />`;

const Wrong = ({ error }) => error && html`<p class="problem" role="alert">${say('webhooks.eventsWrong')}</p>`;

/** Makes an endpoint. */
export function Make() {
  const { form, submit, sending, refusal, errors } = useSending(async ({ name }) => {
    await state.set(api.make({ name, ...read(form.current) }), () => say('webhooks.made', { name }), name);
    form.current.reset();
    focusOnCopy();
  });
  return html`
    <section>
      <h2>${say('webhooks.make')}</h2>
      <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('webhooks.name')} hint=${say('webhooks.nameHint')} error=${errors.name}
          control=${(attributes) => html`
            <input ...${attributes} name="name" required autocomplete="off" autocapitalize="none" spellcheck=${false} />`} />
        <${Fields} errors=${errors} isNew told=${['comment.approved', 'comment.retracted']} format="standard" />
        <${Problem} of=${refusal} />
        <p><button type="submit" class="primary" disabled=${sending}>${say('webhooks.make')}</button></p>
      </form>
    </section>`;
}

/** The secret that was just made, to be handed over. It stays until it is put away. */
export const Made = ({ made: { name, secret, previousUntil } }) => html`
  <section class="link">
    <h2>${say('webhooks.secretOf', { name })}</h2>
    <p>${say('webhooks.once')} ${previousUntil && say('webhooks.previous', { when: clock(previousUntil) })}</p>
    <${CopyField} label=${say('webhooks.secret')} value=${secret} />
    <p><button type="button" onClick=${() => { state.made.value = null; }}>${say('webhooks.hide')}</button></p>
  </section>`;

/** What is asked before an endpoint is changed. */
export function Dialogs() {
  const { kind, endpoint } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} endpoint=${endpoint} />` : null;
}

function Change({ endpoint: { name, events: told, format } }) {
  const { form, submit, sending, refusal, errors } = useSending(async () => {
    await state.set(api.change(name, read(form.current)), () => say('webhooks.changed', { name }), name);
    close();
  });
  return html`
    <${Dialog} title=${say('webhooks.change.title', { name })}>
      <form ref=${form} onSubmit=${submit} noValidate>
        <${Fields} errors=${errors} told=${told} format=${format} />
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" disabled=${sending}>${say('webhooks.save')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

const Asking = (word, act, done) => ({ endpoint: { name } }) => html`
  <${Confirm} title=${say(`webhooks.${word}.title`, { name })} yes=${say(`webhooks.${word}.yes`)} done=${done}
      act=${() => state.set(act(name), () => say(`webhooks.${word}.done`, { name }), name)}>
    <p>${say(`webhooks.${word}.means`)}</p>
  </${Confirm}>`;

const kinds = {
  change: Change,
  disable: Asking('disable', api.disable),
  rotate: Asking('rotate', api.rotate, focusOnCopy),
  endPrevious: Asking('endPrevious', api.endPrevious),
};
