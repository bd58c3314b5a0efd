/** The newsroom's replies beneath published comments: writing one, and giving one that stands another text. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { lines } from '../frame/difference.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { lengthOf } from '../frame/length.js';
import { isSenior } from '../frame/session.js';
import { isNewsroom, isPublished, limits } from '../frame/vocabulary.js';
import { language, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { latest, readDecided } from './decisions.js';
import { wrongWith } from './edit.js';
import { readAgain } from './known.js';
import * as state from './state.js';

/** What was written and neither published nor thrown away, by what it is: sent twice, it is one reply by its key. */
const drafts = new Map();

export function openReply(item) {
  if (!isSenior.value) state.tell(() => say('triage.replyRight'));
  else if (!isPublished(item)) state.tell(() => say('triage.replyUnpublished'));
  else dialog.value = { kind: 'reply', item };
}

/** Another text of the newsroom's reply that stands. */
export function openReplyChange(item) {
  if (!isSenior.value) state.tell(() => say('triage.replyRight'));
  else if (item.queue === 'approved') dialog.value = { kind: 'reply', item, changes: true };
}

/** @param changes Whether the item is itself a reply of the newsroom that gets another text. */
export function Reply({ item, changes = false }) {
  const of = `${changes ? 'change' : 'reply'}-${item.id}`;
  const original = changes ? lines(item.decision?.edit?.content ?? item.text.content) : '';
  const [draft, setDraft] = useState(drafts.get(of) ?? { text: original, key: crypto.randomUUID() });
  const field = useRef(null);
  useEffect(() => field.current.focus(), []);
  const text = draft.text.trim();
  const wrong = text && wrongWith('content', text);
  const isBlocked = !text || Boolean(wrong) || text === original.trim();

  const write = (typed) => {
    const to = { text: typed, key: crypto.randomUUID() };
    drafts.set(of, to);
    setDraft(to);
  };
  const cancel = () => {
    drafts.delete(of);
    close();
  };
  const { form, submit, sending, refusal, errors } = useSending(async () => {
    if (isBlocked) return;
    const answer = await (changes
      ? api.changeReply(item.id, text, latest(item).id)
      : api.reply(item.id, text, draft.key));
    drafts.delete(of);
    close();
    if (changes) state.change(item.id, { decision: answer.decision });
    state.tell(() => say(changes ? 'triage.done.replyChanged' : 'triage.done.reply'));
    await Promise.all([readDecided(), readAgain()]);
  });
  const press = (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) form.current.requestSubmit();
  };
  const error = wrong ? { [language.value]: wrong } : errors.content;
  return html`
    <${Dialog} title=${say(changes ? 'triage.reply.change' : 'triage.reply.of')} kind="edit">
      <form ref=${form} onSubmit=${submit} onKeyDown=${press} novalidate>
        ${!changes && html`<blockquote dir="auto"><b>${item.text.name}</b>: ${item.text.content}</blockquote>`}
        <p class="muted">${say('triage.reply.effect')}</p>
        <${Problem} of=${refusal} />
        <${Field} label=${say('triage.edit.content')} error=${error}
          hint=${say('triage.edit.length', { n: whole(lengthOf(text)), most: whole(limits.content.characters) })}
          control=${(attributes) => html`
            <textarea ...${attributes} lang="vi" autocomplete="off" rows="7" ref=${field} value=${draft.text}
              onInput=${(event) => write(event.currentTarget.value)}></textarea>`} />
        <p class="choice">
          <button type="submit" class="primary" disabled=${sending} aria-disabled=${isBlocked}
            aria-keyshortcuts="Control+Enter">
            ${say(changes ? 'triage.reply.save' : 'triage.reply.publish')} <kbd aria-hidden="true">Ctrl ↵</kbd></button>
          <button type="button" onClick=${cancel}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

/** Beside the name of whoever is no reader. */
export function BadgeTag({ item }) {
  const word = { newsroom: 'badge.newsroom', author: 'badge.author' }[item.badge];
  return word && html`<span class="tag badge">${say(word)}</span>`;
}
