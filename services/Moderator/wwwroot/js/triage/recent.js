import { html } from '../../lib/htm/htm-preact.mjs';
import { Dialog } from '../frame/dialog.js';
import { Shown } from '../frame/edited.js';
import { say, whole } from '../frame/words.js';
import { decided, undoEntry } from './decisions.js';
import * as state from './state.js';

/** What an entry of the decisions says was done. */
export const what = (entry) => (entry.batch
  ? say(`batch.done.${entry.outcome}`, { n: whole(entry.n) })
  : html`${say(entry.said)} <bdi class="name">${entry.item.text.name}</bdi>`);

/** Whether an undo comes after the decision has left, so that a retraction follows it. */
export const isGone = (entry, now) => entry.sends && entry.deadline <= now;

/** The person's last decisions, latest first, each with its way back. */
export function Recent() {
  return html`
    <${Dialog} title=${say('triage.recent')} kind="recent">
      ${decided.value.length === 0 && html`<p class="muted">${say('triage.nothingYet')}</p>`}
      <ol class="record">${decided.value.toReversed().map((entry) => html`
        <li key=${entry.batch ?? entry.item.id}>
          <p class="links"><span>${what(entry)}</span>
            <button type="button" onClick=${() => undoEntry(entry)}>
              ${say(isGone(entry, state.now.value) ? 'triage.retract' : 'undo')}</button></p>
          ${entry.item && html`
            <p class="said" dir="auto"><b><${Shown} item=${entry.item} field="title" /></b>
              ${' '}<${Shown} item=${entry.item} field="content" /></p>`}</li>`)}</ol>
      <p><a href="/log">${say('triage.allInLog')}</a></p>
    </${Dialog}>`;
}
