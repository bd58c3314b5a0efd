import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Differences, lines } from '../frame/difference.js';
import { Field } from '../frame/form.js';
import { isBlank } from '../frame/hidden.js';
import { lengthOf } from '../frame/length.js';
import { limits } from '../frame/vocabulary.js';
import { language, say, whole } from '../frame/words.js';
import { decide, dismiss } from './decisions.js';

const fields = ['title', 'content'];

/** What was written and neither published nor thrown away, by the comment's id: no stray key and no lost connection costs it. */
const drafts = new Map();

export function openEdit(item) {
  if (item.gone || item.final) dismiss(item);
  else dialog.value = { kind: 'edit', item };
}

/** Changes title and content before they are published. The reader's own text stays what it is. */
export function Edit({ item }) {
  const original = { title: lines(item.text.title), content: lines(item.text.content) };
  const [text, setText] = useState(drafts.get(item.id) ?? original);
  const content = useRef(null);
  useEffect(() => content.current.focus(), []);

  const changed = fields.filter((field) => text[field].trim() !== original[field].trim());
  const wrongs = changed.map((field) => [field, wrongWith(field, text[field].trim())]);
  const errors = Object.fromEntries(wrongs.filter(([, wrong]) => wrong));
  const isBlocked = changed.length === 0 || Object.keys(errors).length > 0;

  const write = (to) => {
    drafts.set(item.id, to);
    setText(to);
  };
  const restore = () => {
    drafts.delete(item.id);
    setText(original);
  };
  const cancel = () => {
    drafts.delete(item.id);
    close();
  };
  const publish = async (event) => {
    event.preventDefault();
    if (isBlocked) return;
    close();
    const edit = Object.fromEntries(changed.map((field) => [field, text[field].trim()]));
    if (await decide({ ...item, refusal: undefined }, 'approve', { edit })) drafts.delete(item.id);
  };
  const press = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) publish(event);
  };
  const field = (name, control) => html`
    <${Field} label=${say(`triage.edit.${name}`)} error=${errors[name] && { [language.value]: errors[name] }}
      hint=${say('triage.edit.length', { n: whole(lengthOf(text[name].trim())), most: whole(limits[name].characters) })}
      control=${(attributes) => control({
        ...attributes, lang: 'vi', autocomplete: 'off', value: text[name],
        onInput: (event) => write({ ...text, [name]: event.currentTarget.value }),
      })} />`;
  return html`
    <${Dialog} title=${say('triage.edit.of')} kind="edit">
      <form onSubmit=${publish} onKeyDown=${press} novalidate>
        <p class="muted">${say('triage.edit.effect')}</p>
        ${field('title', (attributes) => html`<input ...${attributes} />`)}
        ${field('content', (attributes) => html`<textarea ...${attributes} rows="7" ref=${content}></textarea>`)}
        <section class="changes"><h3>${say('edited.changes')}</h3>
          ${changed.length === 0 ? html`<p class="muted">${say('triage.edit.none')}</p>`
            : html`<${Differences} before=${original} after=${{ title: text.title.trim(), content: text.content.trim() }} />`}
        </section>
        <p class="choice">
          <button type="submit" class="primary" aria-disabled=${isBlocked} aria-keyshortcuts="Control+Enter">
            ${say('triage.edit.publish')} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
          <button type="button" onClick=${cancel}>${say('cancel')}</button>
          ${changed.length > 0 && html`
            <button type="button" class="quiet" onClick=${restore}>${say('triage.edit.restore')}</button>`}</p>
      </form>
    </${Dialog}>`;
}

/** What is wrong with a text, in words; undefined when nothing is. */
export function wrongWith(field, text) {
  if (isBlank(text)) return say('triage.edit.empty');
  if (lengthOf(text) > limits[field].characters) return say('triage.edit.long', { most: whole(limits[field].characters) });
  const { bytes } = limits[field];
  if (new TextEncoder().encode(text).length > bytes) return say('triage.edit.large', { most: whole(bytes) });
  return undefined;
}
