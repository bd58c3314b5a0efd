import { html } from '../../lib/htm/htm-preact.mjs';
import { CopyField } from '../frame/copy.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { explain, say } from '../frame/words.js';
import { Dialogs } from './dialogs.js';
import { Site } from './site.js';
import * as state from './state.js';

const did = (kind) => say(`sites.did.${kind}`);

function Sites() {
  const { value: sites } = state.sites;
  const { value: notice } = state.notice;
  return html`
    <p class="intro">${say('sites.intro')}</p>
    <${Notice} of=${notice} isHeld=${Boolean(state.made.value)} />
    ${state.refusal.value && html`
      <div role="alert"><p class="problem">${explain(state.refusal.value, 'unreached')}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${state.made.value && html`<${Made} made=${state.made.value} />`}
    ${!sites && !state.refusal.value && html`<p class="muted">${say('loading')}</p>`}
    ${sites?.length === 0 && html`<p class="empty">${say('sites.none')}</p>`}
    ${sites?.map((site) => html`<${Site} key=${site.name} site=${site} />`)}
    ${sites && html`<${Add} />`}
    ${sites && html`<${Operations} path="/api/sites/log" wordOf=${did} done=${sites} />`}
    <${Dialogs} />`;
}

/** The key that was just made, to be handed over. It stays until it is put away. */
function Made({ made: { name, key, signingSecret } }) {
  return html`
    <section class="link">
      <h2>${say('sites.made.title', { name })}</h2>
      <p>${say('sites.made.once')}</p>
      <${CopyField} label=${say('sites.made.key')} value=${key} />
      <${CopyField} label=${say('sites.made.secret')} value=${signingSecret} />
      <p><button type="button" onClick=${() => { state.made.value = null; }}>${say('sites.made.done')}</button></p>
    </section>`;
}

function Add() {
  const { form, submit, sending, refusal, errors } = useSending(async ({ name, origins }) => {
    await state.add({ name, origins: state.originsOf(origins) });
    form.current.reset();
  });
  return html`
    <section>
      <h2>${say('sites.add')}</h2>
      <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('sites.name')} hint=${say('sites.nameHint')} error=${errors.name} control=${(attributes) => html`
          <input ...${attributes} name="name" required autocomplete="off" autocapitalize="none" spellcheck=${false} />`} />
        <${Field} label=${say('sites.origins')} hint=${say('sites.originsHint')} error=${errors.origins}
          control=${(attributes) => html`
            <textarea ...${attributes} name="origins" rows="2" autocapitalize="none" spellcheck=${false} />`} />
        <${Problem} of=${refusal} />
        <p><button type="submit" class="primary" disabled=${sending}>${say('sites.add')}</button></p>
      </form>
    </section>`;
}

await openPage('sites', Sites);
await state.load();
