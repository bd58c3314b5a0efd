/** Signing in again in place, when the session has ended while the page was open: what was typed stays where it is. */
import { html, render } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { signIn, whenSessionEnds } from './api.js';
import { Field, Problem, useSending } from './form.js';
import { hasPasskeys, signInWithPasskey } from './passkeys.js';
import { session } from './session.js';
import { say } from './words.js';

const place = document.createElement('div');

/** The one that is under way: calls that fail meanwhile wait for it as well. */
let running = null;

/** @returns Whether the person has signed in again. */
function ask() {
  running ??= new Promise((resolve) => {
    document.body.append(place);
    render(html`<${Again} done=${resolve} />`, place);
  }).finally(() => {
    render(null, place);
    place.remove();
    running = null;
  });
  return running;
}

/** Over whatever is open, since another dialog may hold what was typed. Whoever it belongs to goes on; nobody else can. */
function Again({ done }) {
  const element = useRef(null);
  const [asksForCode, setAsksForCode] = useState(false);
  const [cancelled, setCancelled] = useState(null);
  const byPasskey = () => {
    setCancelled(null);
    signInWithPasskey(session.value.name).then(() => done(true), setCancelled);
  };
  const { form, submit, sending, refusal, errors } = useSending(async ({ password, code }) => {
    try {
      await signIn(session.value.name, password, code);
      done(true);
    } catch (error) {
      if (error.problem?.code === 'code-required') setAsksForCode(true);
      throw error;
    }
  });
  useEffect(() => { if (asksForCode) form.current.elements.code.focus(); }, [asksForCode]);
  useEffect(() => {
    element.current.showModal();
    return () => element.current?.close();
  }, []);
  return html`
    <dialog ref=${element} class="again" aria-labelledby="again-title" onClose=${() => done(false)}>
      <div class="inner">
        <header><h2 id="again-title">${say('again.title')}</h2></header>
        <form ref=${form} onSubmit=${submit} noValidate>
          <p>${say('again.kept')}</p>
          <p><b><bdi>${session.value.name}</bdi></b></p>
          <input class="hidden" name="username" autocomplete="username" value=${session.value.name} readOnly tabindex="-1"
            aria-hidden="true" />
          <${Field} label=${say('password')} error=${errors.password} control=${(attributes) => html`
            <input ...${attributes} name="password" type="password" autocomplete="current-password" required autofocus />`} />
          ${asksForCode && html`
            <${Field} label=${say('code')} hint=${say('codeHint')} control=${(attributes) => html`
              <input ...${attributes} name="code" autocomplete="one-time-code" required />`} />`}
          <${Problem} of=${refusal} />
          <${Problem} of=${cancelled} fallback="passkeys.cancelled" />
          <p class="row"><button type="submit" class="primary" disabled=${sending}>${say('signIn')}</button>
            ${hasPasskeys && html`<button type="button" onClick=${byPasskey}>${say('passkeys.signIn')}</button>`}
            <button type="button" onClick=${() => done(false)}>${say('again.later')}</button></p>
        </form>
      </div>
    </dialog>`;
}

whenSessionEnds(() => (session.value ? ask() : null));
