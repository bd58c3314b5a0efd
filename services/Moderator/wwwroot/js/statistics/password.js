import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { changePassword, Refusal } from '../frame/api.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { session } from '../frame/session.js';
import { inEvery, say } from '../frame/words.js';

const fields = [
  { name: 'oldPassword', word: 'statistics.oldPassword', autocomplete: 'current-password' },
  { name: 'newPassword', word: 'password.new', autocomplete: 'new-password', hint: 'password.hint' },
  { name: 'again', word: 'password.again', autocomplete: 'new-password' },
];

/** Changes one's own password. */
export function Password() {
  const [shown, setShown] = useState(false);
  const [done, setDone] = useState(false);
  const { form, submit, sending, refusal, errors } = useSending(async ({ oldPassword, newPassword, again }) => {
    setDone(false);
    if (newPassword && newPassword !== again) throw notTheSame();
    await changePassword(oldPassword, newPassword);
    form.current.reset();
    setDone(true);
  });
  useEffect(() => { if (location.hash === '#password') form.current.elements.oldPassword.focus(); }, []);
  return html`
    <section id="password">
      <h2>${say('statistics.password')}</h2>
      <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
        <input class="hidden" name="username" autocomplete="username" value=${session.value.name} readOnly tabindex="-1"
          aria-hidden="true" />
        ${fields.map(({ name, word, autocomplete, hint }) => html`
          <${Field} label=${say(word)} hint=${hint && say(hint)} error=${errors[name]} control=${(attributes) => html`
            <input ...${attributes} name=${name} type=${shown ? 'text' : 'password'} autocomplete=${autocomplete}
              required />`} />`)}
        <p class="muted">${say('statistics.passwordEffect')}</p>
        <${Problem} of=${refusal} />
        <p class="row"><button type="submit" class="primary" disabled=${sending}>${say('statistics.password')}</button>
          <button type="button" class="quiet" aria-pressed=${shown} onClick=${() => setShown(!shown)}>
            ${say('password.show')}</button>
          <span role="status" class="said-well">${done && say('statistics.changed')}</span></p>
      </form>
    </section>`;
}

/** As the server would say it of a field. */
const notTheSame = () => new Refusal({ code: 'not-the-same', errors: { again: [inEvery('password.notTheSame')] } });
