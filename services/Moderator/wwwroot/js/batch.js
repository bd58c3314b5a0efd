import { html } from '../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../lib/preact/hooks.mjs';
import * as api from './api.js';
import { remember, undoLast } from './decisions.js';
import * as desk from './desk.js';
import { close, dialog, Dialog } from './dialog.js';
import { Histogram } from './histogram.js';
import { reasons } from './reasons.js';
import { isDecided, labels, query, queue } from './view.js';
import { explain, number, say, sayOr } from './words.js';

/** How long the choice rests before it is counted, in milliseconds. */
const settle = 200;

export function openBatch() {
  if (isDecided.value) desk.tell(() => say('onlyWaiting'));
  else dialog.value = { kind: 'batch' };
}

/** Deciding everything between two scores: see how many there are, look at some, then do it, and take it back if it was wrong. */
export function Batch() {
  const [label, setLabel] = useState('toxicity');
  const [from, setFrom] = useState(0);
  const [to, setTo] = useState(0.1);
  const [bins, setBins] = useState(null);
  useEffect(() => {
    const reading = new AbortController();
    const { order, minScore, ...rest } = query();
    api.readHistogram({ ...rest, label }, reading.signal).then((read) => setBins(read.bins), () => {});
    return () => reading.abort();
  }, [label]);
  const { order, label: shown, minScore, ...rest } = query();
  return html`
    <${Dialog} title=${say('batch')} kind="batch">
      <p class="muted">${say('batchOf', { queue: say(queue.value) })}</p>
      <div class="fields">
        <label>${say('filter.label')}<select value=${label} onChange=${(event) => setLabel(event.currentTarget.value)}>
          ${labels.map((name) => html`<option value=${name}>${say(`score.${name}`)}</option>`)}</select></label>
        <${Score} word="from" value=${from} most=${to} set=${setFrom} />
        <${Score} word="to" value=${to} least=${from} set=${setTo} />
      </div>
      ${bins && html`<${Histogram} bins=${bins} from=${from} to=${to} />`}
      <${Selection} selection=${{ ...rest, label, minScore: from, maxScore: to }} />
    </${Dialog}>`;
}

function Score({ word, value, least = 0, most = 1, set }) {
  const changed = (event) => {
    const score = Number(event.currentTarget.value);
    if (event.currentTarget.value !== '' && score >= least && score <= most) set(score);
  };
  return html`<label>${say(word)}<input type="number" step="0.05" min=${least} max=${most} value=${value} onInput=${changed} /></label>`;
}

/** Counts a selection, shows some of it, decides all of it in one go, and tells what was passed over. */
export function Selection({ selection, outcomes = ['approve', 'reject'] }) {
  const [outcome, setOutcome] = useState(outcomes[0]);
  const [reason, setReason] = useState(reasons[0]);
  const [preview, setPreview] = useState(null);
  const [result, setResult] = useState(null);
  const [problem, setProblem] = useState(null);
  const [running, setRunning] = useState(false);
  const told = useRef(null);
  const decision = { outcome, ...(outcome === 'reject' && { reason }) };
  useEffect(() => {
    const reading = new AbortController();
    setPreview(null);
    const timer = setTimeout(() => api.runBatch({ ...selection, ...decision, dryRun: true }, reading.signal).then(
      (answer) => { setPreview(answer); setProblem(null); },
      (error) => { if (error.name !== 'AbortError') setProblem(() => () => explain(error, 'offline')); }), settle);
    return () => { clearTimeout(timer); reading.abort(); };
  }, [JSON.stringify(selection)]);

  useEffect(() => told.current?.focus(), [result]);

  const run = async () => {
    setRunning(true);
    try {
      const answer = await api.runBatch({ preview: preview.id, ...decision });
      remember({ batch: answer.id, n: answer.decided, outcome, sends: true, deadline: Date.now() + (new Date(answer.undoUntil) - new Date(answer.decidedAt)) });
      setResult(answer);
      await desk.open({}, { add: false });
    } catch (error) {
      setProblem(() => () => explain(error, 'offline'));
    } finally {
      setRunning(false);
    }
  };
  const takeBack = async () => { await undoLast(); close(); };

  if (result) return html`
    <div class="result" role="status" tabindex="-1" ref=${told}>
      <p class="done">✓ ${say(`done.batch.${outcome}`, { n: result.decided })}</p>
      ${result.skippedCount > 0 && html`<p>${say('batchSkipped', { n: result.skippedCount })}</p>
        <ul class="record">${result.skipped.map(({ commentId, code }) => html`<li><a href=${`/comments/${commentId}`}>…${commentId.slice(-6)}</a> ${sayOr(`left.${code}`, code)}</li>`)}</ul>`}
      <p><button type="button" onClick=${takeBack}>${say('undoBatch')}</button></p>
    </div>`;
  return html`
    <div class="fields">
      ${outcomes.length > 1 && html`<fieldset class="outcomes"><legend>${say('then')}</legend>${outcomes.map((name) => html`
        <label><input type="radio" name="outcome" checked=${outcome === name} onChange=${() => setOutcome(name)} /> ${say(name)}</label>`)}</fieldset>`}
      ${outcome === 'reject' && html`<label>${say('reason')}<select value=${reason} onChange=${(event) => setReason(event.currentTarget.value)}>
        ${reasons.map((name) => html`<option value=${name}>${say(name)}</option>`)}</select></label>`}
    </div>
    ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
    <p class="counted" role="status">${preview ? say('batchCount', { n: number(preview.count, 0) }) : say('counting')}</p>
    ${preview?.sample.length > 0 && html`
      <section><h3>${say('sample', { n: preview.sample.length })}</h3>
        <ol class="record sample" tabindex="0" aria-label=${say('sample', { n: preview.sample.length })}>${preview.sample.map((item) => html`
          <li><bdi class="name">${item.text.name}</bdi> <b dir="auto">${item.text.title}</b>
            ${item.scores && selection.label && html`<span class="muted"> ${say(`score.${selection.label}`)} ${number(item.scores[selection.label])}</span>`}
            <p class="said" dir="auto">${item.text.content}</p></li>`)}</ol></section>`}
    <p><button type="button" class="primary" disabled=${!preview || preview.count === 0 || running} onClick=${run}>
      ${running ? say('wait') : say(`batch.${outcome}`, { n: preview ? number(preview.count, 0) : '…' })}</button></p>`;
}
