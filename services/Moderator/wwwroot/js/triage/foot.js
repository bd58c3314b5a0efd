import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { dialog } from '../frame/dialog.js';
import { shown } from '../frame/keys.js';
import { isSenior } from '../frame/session.js';
import { isNewsroom, isPublished, isReported, isWaiting, isWithdrawn } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import { decide, decided, lacks, undo, undoLast } from './decisions.js';
import { openEdit } from './edit.js';
import { isFeaturable, toggleFeatured } from './featured.js';
import { narrow } from './narrow.js';
import { choose } from './reasons.js';
import { isGone, what } from './recent.js';
import { openReply, openReplyChange } from './reply.js';
import * as state from './state.js';

const tick = signal(Date.now());

/** What can be done with the comment in focus, always in the same place, and what was done last. */
export function Foot() {
  const item = state.selected.value;
  return html`
    <footer class="foot">
      <p class="hints"><span><kbd>${shown('next')}</kbd> <kbd>${shown('previous')}</kbd> ${say('triage.move')}</span>
        <button type="button" class="quiet" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'help' }; }}>
          <kbd aria-hidden="true">?</kbd> ${say('help')}</button></p>
      <div class="actions" role="group" aria-label=${say('triage.actions')}>
        ${item && (isWithdrawn(item) ? html`<span class="muted">${say('triage.withdrawn')}</span>`
          : isWaiting(item) ? html`<${Deciding} item=${item} />` : html`<${Decided} item=${item} />`)}</div>
      <${Last} />
    </footer>`;
}

/** What the machine advises stands out; where a rule only wants a person to look, nothing does. */
function Deciding({ item }) {
  const advice = item.review?.advice;
  return html`
    <${Action} name="approve" word=${isReported(item) ? 'triage.keep' : 'approve'} run=${() => decide(item, 'approve')}
      primary=${advice === 'approve' && !isReported(item)} />
    ${hasContact(item) && html`<${Action} name="mask" run=${() => decide(item, 'approve', { mask: true })} />`}
    <${Action} name="edit" run=${() => openEdit(item)} popup="dialog" />
    <${Action} name="reject" run=${() => choose('reject', item)} primary=${advice === 'reject'}
      expanded=${state.choosing.value?.kind === 'reject'} />
    <${Action} name="hold" run=${() => decide(item, 'hold')} />
    <${Action} name="skip" run=${() => choose('skip', item)} expanded=${state.choosing.value?.kind === 'skip'} />`;
}

function Decided({ item }) {
  const why = lacks(item);
  return html`
    ${isSenior.value && isPublished(item) && html`<${Action} name="reply" run=${() => openReply(item)} popup="dialog" />`}
    ${isFeaturable(item) && html`
      <${Action} name="feature" word=${item.featured ? 'unfeature' : 'feature'} run=${() => toggleFeatured(item)} />`}
    ${why ? html`<span class="muted">${say(why)}</span>` : html`<${TakingBack} item=${item} />`}`;
}

function TakingBack({ item }) {
  return html`
    ${isNewsroom(item) && item.queue === 'approved' && isSenior.value && html`
      <${Action} name="edit" word="triage.reply.edit" run=${() => openReplyChange(item)} popup="dialog" />`}
    <${Action} name="undo" word=${isNewsroom(item) ? 'triage.reply.takeBack' : 'undo'} run=${() => undo(item)} />
    ${item.queue === 'rejected' && item.decision && html`
      <${Action} name="reject" word="triage.otherReason" run=${() => choose('reason', item)}
        expanded=${state.choosing.value?.kind === 'reason'} />`}`;
}

/** Whether a rule found a phone number, a link or the like, which can be masked. */
export const hasContact = (item) => Boolean(item?.review?.findings.some(({ rule }) => rule === 'contacts-in-text'));

function Action({ name, word = name, run, primary, expanded, popup }) {
  return html`
    <button type="button" class=${primary ? 'primary' : ''} aria-expanded=${expanded} aria-haspopup=${popup}
        aria-keyshortcuts=${shown(name)} onClick=${run}>
      ${say(word)} <kbd aria-hidden="true">${shown(name)}</kbd></button>`;
}

/** The last decision and the way back, always in view. */
function Last() {
  const entry = decided.value.at(-1);
  const deadline = entry?.deadline;
  useEffect(() => {
    tick.value = Date.now();
    if (!(deadline > Date.now())) return undefined;
    const timer = setInterval(() => {
      tick.value = Date.now();
      if (tick.value > deadline) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [deadline]);
  const left = Math.ceil((deadline - tick.value) / 1000);
  return html`
    <p class="last">
      <span class=${entry ? 'what' : 'what muted'}>${entry ? html`✓ ${what(entry)}` : say('triage.nothingYet')}</span>
      ${entry && html`
        <button type="button" onClick=${undoLast}>
          ${say(isGone(entry, tick.value) ? 'triage.retract' : 'undo')} <kbd aria-hidden="true">${shown('undo')}</kbd>
          ${' '}<span class="left">${entry.sends && left > 0 ? say('triage.seconds', { n: left }) : ''}</span></button>
        <button type="button" class="quiet" aria-haspopup="dialog" title=${say('triage.recent')}
          onClick=${() => { dialog.value = { kind: 'recent' }; }}>
          <span class="hidden">${say('triage.recent')}</span>
          <span aria-hidden="true">⋯ <kbd>${shown('recent')}</kbd></span></button>`}
      ${narrow.value && html`
        <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'context' }; }}>
          ${say('context')}</button>`}
    </p>`;
}
