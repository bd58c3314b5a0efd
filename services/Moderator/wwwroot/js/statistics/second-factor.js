import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { goOn } from '../frame/api.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { session } from '../frame/session.js';
import { explain, say } from '../frame/words.js';
import {
  beginSecondFactor, confirmSecondFactor, readPasskeys, readSecondFactor, removeSecondFactor, renewRecoveryCodes,
} from './api.js';
import { Passkeys } from './passkeys.js';
import { Proof } from './proof.js';

/** One's own second factor: passkeys or an app's codes, and the recovery codes for when they are lost. */
export function SecondFactor() {
  const [state, setState] = useState(null);
  const [refusal, setRefusal] = useState(null);
  const [start, setStart] = useState(null);
  const [codes, setCodes] = useState(null);
  const read = () => Promise.all([readSecondFactor(), readPasskeys()])
    .then(([factor, keys]) => setState({ ...factor, ...keys }), setRefusal);
  useEffect(() => { read(); }, []);
  const begin = async (password) => setStart(await beginSecondFactor(password));
  const added = async ({ recoveryCodes, antiforgeryToken }) => {
    goOn({ antiforgeryToken });
    session.value = { ...session.value, mustSetUpSecondFactor: false };
    setCodes(recoveryCodes.length > 0 ? recoveryCodes : null);
    await read();
  };
  const confirm = async (code) => {
    await added(await confirmSecondFactor(code));
    setStart(null);
  };
  const renew = async (password) => {
    setCodes((await renewRecoveryCodes(password)).recoveryCodes);
    await read();
  };
  const removed = async (session) => {
    goOn(session);
    setCodes(null);
    await read();
  };
  const removeApp = async (password) => removed(await removeSecondFactor(password));
  return html`
    <section id="second-factor">
      <h2>${say('secondFactor')}</h2>
      ${session.value.mustSetUpSecondFactor && html`<p class="problem" role="alert">${say('secondFactor.must')}</p>`}
      ${refusal && html`<p class="problem" role="alert">${explain(refusal, 'unreached')}</p>`}
      ${state && html`<p>${state.isOn ? say('secondFactor.on', { n: state.recoveryCodes }) : say('secondFactor.off')}</p>`}
      ${codes && html`<${Codes} codes=${codes} />`}
      ${state && html`<${Passkeys} state=${state} added=${added} removed=${removed} />`}
      ${state && !state.hasApp && !start && html`<${Proof} word="secondFactor.begin" act=${begin} />`}
      ${start && html`<${App} of=${start} confirm=${confirm} />`}
      ${state?.isOn && html`<${Proof} word="secondFactor.renew" act=${renew} />`}
      ${state?.hasApp && (!state.isRequired || state.passkeys.length > 0) && html`
        <${Proof} word="secondFactor.remove" act=${removeApp} />`}
    </section>`;
}

/** What the app is told, and its first code. */
function App({ of: { secret, qrCode: { size, path } }, confirm }) {
  const { form, submit, sending, refusal, errors } = useSending(({ code }) => confirm(code));
  return html`
    <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
      <p>${say('secondFactor.scan')}</p>
      <svg class="qr" viewBox=${`0 0 ${size} ${size}`} role="img" aria-label=${say('secondFactor.qr')}
        shape-rendering="crispEdges">
        <path class="light" d=${`M0 0h${size}v${size}h-${size}z`} /><path class="dark" d=${path} /></svg>
      <p>${say('secondFactor.byHand')} <code>${secret.match(/.{1,4}/g).join(' ')}</code></p>
      <${Field} label=${say('secondFactor.code')} error=${errors.code} control=${(attributes) => html`
        <input ...${attributes} name="code" inputmode="numeric" autocomplete="one-time-code" required />`} />
      <${Problem} of=${refusal} />
      <p><button type="submit" class="primary" disabled=${sending}>${say('secondFactor.confirm')}</button></p>
    </form>`;
}

/** Shown this one time. */
const Codes = ({ codes }) => html`
  <div class="link" role="status">
    <p><b>${say('secondFactor.codes')}</b></p>
    <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>
  </div>`;
