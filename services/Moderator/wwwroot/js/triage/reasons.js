import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { close, dialog } from '../frame/dialog.js';
import { Left, lengthOf } from '../frame/length.js';
import { limits, reasonName, reasons } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import { changeReason, decide, skip } from './decisions.js';
import * as state from './state.js';

const skipReasons = ['unsure', 'notMine', 'needsContext', 'secondOpinion'].map((name, i) => ({ name, key: i + 1 }));

/** Whoever wants a second opinion hands the comment over; for every other reason it is passed over. */
function pass(item, reason) {
  if (reason === 'secondOpinion') dialog.value = { kind: 'ask', item };
  else skip(item, reason);
}

/** What is asked before a comment is rejected, passed over, or given another reason. */
const kinds = {
  reject: {
    title: 'triage.reasonTitle', choices: reasons, note: true,
    choose: (item, reason, note) => decide(item, 'reject', { reason, note }),
  },
  reason: { title: 'triage.otherReason', choices: reasons, choose: changeReason },
  skip: { title: 'triage.skipTitle', choices: skipReasons, text: (name) => say(`triage.skip.${name}`), choose: pass },
};

/** The note that goes with a rejection, read when its reason is chosen. */
const note = () => document.getElementById('note')?.value.trim() ?? '';

/** Where the keyboard was when the question was asked, if that was beside the comment in focus. */
let origin = null;

export function choose(kind, item) {
  if (dialog.value?.kind === 'context') close();
  origin = document.activeElement.closest('.context *');
  state.choosing.value = { kind, item };
}

function goBack() {
  (origin?.isConnected ? origin : document.querySelector('.card[aria-current]'))?.focus({ preventScroll: true });
}

/** Takes the choice with this number. */
export function chosen(digit) {
  const { kind, item } = state.choosing.value ?? {};
  const reason = kinds[kind]?.choices.find(({ key }) => key === digit);
  if (!reason) return false;
  const text = note();
  if (lengthOf(text) > limits.note.characters) {
    document.getElementById('note').focus();
    return true;
  }
  state.choosing.value = null;
  kinds[kind].choose(item, reason.name, text);
  if (origin) goBack();
  return true;
}

export function cancel() {
  if (!state.choosing.value) return false;
  state.choosing.value = null;
  goBack();
  return true;
}

/** Stands between the list and the foot, so that nothing that is read gets covered. */
export function Reasons() {
  if (!state.choosing.value) return null;
  return html`<${Choices} key=${state.choosing.value.kind + state.choosing.value.item.id} ...${state.choosing.value} />`;
}

function Choices({ kind, item }) {
  const first = useRef(null);
  const [written, write] = useState('');
  const advised = item.review?.findings.find((finding) => finding.reason)?.reason;
  const { title, choices, text = reasonName, note: takesNote } = kinds[kind];
  const start = Math.max(0, choices.findIndex(({ name }) => name === advised));
  useEffect(() => first.current.focus({ preventScroll: true }), []);
  return html`
    <div class="reasons" role="region" aria-label=${say(title)}>
      <p class="legend">${say(title)} <bdi class="muted">${item.text.name}</bdi>
        <button type="button" class="quiet" onClick=${cancel}>${say('cancel')} <kbd aria-hidden="true">Esc</kbd></button></p>
      <div class="choices">
        ${choices.map(({ name, key }, i) => html`
          <button type="button" ref=${i === start ? first : undefined} onClick=${() => chosen(key)}>
            <kbd>${key}</kbd> ${text(name)}
            ${name === advised && html` <span class="tag">${say('triage.advised')}</span>`}</button>`)}
      </div>
      ${takesNote && html`
        <label class="note" for="note"><span>${say('note')}</span>
          <input id="note" autocomplete="off" aria-describedby="note-left" value=${written}
            onInput=${(event) => write(event.currentTarget.value)} />
          <${Left} id="note-left" text=${written} most=${limits.note.characters} /></label>`}
    </div>`;
}
