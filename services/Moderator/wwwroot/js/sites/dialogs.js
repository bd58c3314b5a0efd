import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { focusOnCopy } from '../frame/copy.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { say } from '../frame/words.js';
import * as state from './state.js';

/** What is asked before something about a site is changed. */
export function Dialogs() {
  const { kind, site, key } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} site=${site} id=${key} />` : null;
}

const Asking = (word, act, done) => ({ site, id }) => html`
  <${Confirm} title=${say(`sites.${word}.title`, site)} yes=${say(`sites.${word}.yes`)} act=${() => act(site, id)} done=${done}>
    <p>${say(`sites.${word}.means`)}</p>
  </${Confirm}>`;

function Origins({ site }) {
  const [text, setText] = useState(site.origins.join('\n'));
  return html`
    <${Edit} title=${say('sites.origins.title', site)} field="origins" hint=${say('sites.originsHint')} text=${text}
      setText=${setText} send=${() => state.setOrigins(site.name, state.originsOf(text))} />`;
}

function ReaderKey({ site }) {
  const [text, setText] = useState(site.readerKey ?? '');
  return html`
    <${Edit} title=${say('sites.readerKey.title', site)} field="readerKey" hint=${say('sites.readerKeyHint')} text=${text}
      setText=${setText} send=${() => state.setReaderKey(site.name, text.trim() || null)} />`;
}

/** A text of several lines, with what is wrong with it beside it. */
function Edit({ title, field, hint, text, setText, send }) {
  const { form, submit, sending, refusal, errors } = useSending(async () => {
    await send();
    close();
  });
  return html`
    <${Dialog} title=${title}>
      <form ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say(`sites.${field}`)} hint=${hint} error=${errors[field]} control=${(attributes) => html`
          <textarea ...${attributes} rows="6" autocapitalize="none" spellcheck=${false} value=${text}
            onInput=${({ target }) => setText(target.value)} />`} />
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" disabled=${sending}>${say('sites.save')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

const Required = Asking('require', ({ name }) => state.setSigning(name, true));
const Lifted = Asking('lift', ({ name }) => state.setSigning(name, false));

const kinds = {
  key: Asking('key', ({ name }) => state.makeKey(name), focusOnCopy),
  origins: Origins,
  readerKey: ReaderKey,
  revoke: Asking('revoke', ({ name }, id) => state.revokeKey(name, id)),
  signing: ({ site }) => (site.signs ? html`<${Lifted} site=${site} />` : html`<${Required} site=${site} />`),
};
