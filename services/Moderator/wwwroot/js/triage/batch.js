import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Selection } from '../frame/selection.js';
import { labelName, labels } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import * as api from './api.js';
import { remember, undoLast } from './decisions.js';
import * as desk from './desk.js';
import { Histogram } from './histogram.js';
import { title } from './queues.js';
import * as state from './state.js';
import { isDecided, query, queue } from './view.js';

export function openBatch() {
  if (isDecided.value) state.tell(() => say('triage.onlyWaiting'));
  else dialog.value = { kind: 'batch' };
}

/**
 * Deciding everything between two scores: see how many there are, look at the riskiest, then do it, and take it back if it was
 * wrong. Nothing is chosen until somebody chooses it. Without a label the scores are the highest of the unwanted ones.
 */
export function Batch() {
  const [label, setLabel] = useState('');
  const [from, setFrom] = useState(null);
  const [to, setTo] = useState(null);
  const [bins, setBins] = useState(null);
  useEffect(() => {
    const reading = new AbortController();
    const { order, minScore, label: filtered, ...rest } = query();
    api.readHistogram({ ...rest, ...(label && { label }) }, reading.signal).then((read) => setBins(read.bins), () => {});
    return () => reading.abort();
  }, [label]);
  const { order, label: shown, minScore, ...rest } = query();
  const chosen = from === null || to === null || from === to ? null
    : { ...rest, ...(label && { label }), minScore: from, maxScore: to };
  return html`
    <${Dialog} title=${say('triage.batch')} kind="batch">
      <p class="muted">${say('triage.batchOf', { queue: title(queue.value) })}</p>
      <div class="fields">
        <label>${say('filter.label')}<select value=${label} onChange=${(event) => setLabel(event.currentTarget.value)}>
          <option value="">${say('batch.highest')}</option>
          ${labels.map(({ name }) => html`<option value=${name}>${labelName(name)}</option>`)}</select></label>
        <${Score} word="from" value=${from} most=${to ?? 1} set=${setFrom} />
        <${Score} word="to" value=${to} least=${from ?? 0} set=${setTo} />
      </div>
      ${bins && html`<${Histogram} bins=${bins} from=${from} to=${to} />`}
      <${Selection} selection=${chosen} decided=${laidDown} takeBack=${takeBack} />
    </${Dialog}>`;
}

function Score({ word, value, least = 0, most = 1, set }) {
  const changed = (event) => {
    const { value: given } = event.currentTarget;
    const score = Number(given);
    if (given === '') set(null);
    else if (score >= least && score <= most) set(score);
  };
  return html`
    <label>${say(word)}
      <input type="number" step="0.05" min=${least} max=${most} value=${value ?? ''} onInput=${changed} /></label>`;
}

/** A batch was decided here: it can be undone like any decision, and the desk is laid anew. */
export function laidDown({ id, decided, outcome, decidedAt, undoUntil }) {
  remember({ batch: id, n: decided, outcome, sends: true, deadline: Date.now() + (new Date(undoUntil) - new Date(decidedAt)) });
  return desk.open({}, { add: false });
}

export async function takeBack() {
  await undoLast();
  close();
}
