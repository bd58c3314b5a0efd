import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { Field, Problem, useSending } from '../frame/form.js';
import { partOf } from '../frame/pauses.js';
import { mayOperate } from '../frame/session.js';
import { clock, say } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** What of a station is paused, and for operators the way to pause and resume it. */
export const Pausing = ({ station: { name, pausable, pauses } }) => pausable.map((service) => html`
  <${Part} key=${service} part=${{ service, station: name }} pause=${pauses.find((pause) => pause.service === service)} />`);

function Part({ part, pause }) {
  const [asks, setAsks] = useState(false);
  const [sent, setSent] = useState(false);
  const isPaused = pause !== undefined;
  const name = partOf(part);
  useEffect(() => setSent(false), [isPaused]);
  const done = (isSent) => { setAsks(false); setSent(isSent); };
  return html`
    <section class="pausing" data-pausing=${name}>
      ${pause && html`
        <p class="warning"><b>${say(`pauses.what.${name}`)}</b> ${say(`pauses.means.${name}`)}
          ${' '}<bdi>${say('pauses.by', { ...pause, since: clock(pause.since) })}</bdi>
          ${pause.kept && html` <b>${say('pauses.kept')}</b>`}</p>`}
      <p role="status">${sent && say('pauses.sent')}</p>
      ${mayOperate.value && !sent && (isPaused
        ? html`<${Resume} part=${part} done=${done} />`
        : asks
          ? html`<${Ask} part=${part} done=${done} />`
          : html`<p><button type="button" onClick=${() => setAsks(true)}>${say(`pauses.pause.${name}`)}</button></p>`)}
    </section>`;
}

function Ask({ part, done }) {
  const { form, submit, sending, refusal, errors } = useSending(async ({ reason }) => {
    await state.act(api.pause(part, reason));
    done(true);
  });
  return html`
    <form ref=${form} onSubmit=${submit} noValidate>
      <p>${say(`pauses.means.${partOf(part)}`)} ${say('pauses.keeps')}</p>
      <${Field} label=${say('pauses.reason')} hint=${say('pauses.reasonHint')} error=${errors.reason}
        control=${(tied) => html`<textarea ...${tied} name="reason" rows="2" required autofocus />`} />
      <${Problem} of=${refusal} />
      <p class="choice"><button type="submit" class="primary" disabled=${sending}>
        ${sending ? say('wait') : say('pauses.pause')}</button>
        <button type="button" onClick=${() => done(false)}>${say('cancel')}</button></p>
    </form>`;
}

function Resume({ part, done }) {
  const { form, submit, sending, refusal } = useSending(async () => {
    await state.act(api.resume(part));
    done(true);
  });
  return html`
    <form ref=${form} onSubmit=${submit}>
      <${Problem} of=${refusal} />
      <p><button type="submit" class="primary" disabled=${sending}>${sending ? say('wait') : say('pauses.resume')}</button></p>
    </form>`;
}
