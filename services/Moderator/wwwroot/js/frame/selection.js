import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import * as api from './api.js';
import { labelName, reasonName, reasons } from './vocabulary.js';
import { explain, number, say, sayOr, whole } from './words.js';

/** How long the choice rests before it is counted, in milliseconds. */
const settle = 200;

/**
 * Counts a selection, shows some of it, decides all of it in one go, and tells what was passed over.
 * `decided` takes the batch when it is done, and `takeBack` undoes it.
 */
export function Selection({ selection, outcomes = ['approve', 'reject'], decided, takeBack }) {
  const [outcome, setOutcome] = useState(outcomes[0]);
  const [reason, setReason] = useState(reasons[0].name);
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
      setResult(answer);
      await decided(answer);
    } catch (error) {
      setProblem(() => () => explain(error, 'offline'));
    } finally {
      setRunning(false);
    }
  };

  if (result) return html`
    <div class="result" role="status" tabindex="-1" ref=${told}>
      <p class="done">✓ ${say(`batch.done.${outcome}`, { n: result.decided })}</p>
      ${result.skippedCount > 0 && html`<p>${say('batch.skipped', { n: result.skippedCount })}</p>
        <ul class="record">${result.skipped.map(({ commentId, code }) => html`
          <li><a href=${`/comments/${commentId}`}>…${commentId.slice(-6)}</a> ${sayOr(`batch.left.${code}`, code)}</li>`)}</ul>`}
      <p><button type="button" onClick=${() => takeBack(result)}>${say('batch.undo')}</button></p>
    </div>`;
  return html`
    <div class="fields">
      ${outcomes.length > 1 && html`<fieldset class="outcomes"><legend>${say('batch.then')}</legend>${outcomes.map((name) => html`
        <label><input type="radio" name="outcome" checked=${outcome === name} onChange=${() => setOutcome(name)} /> ${say(name)}
          </label>`)}</fieldset>`}
      ${outcome === 'reject' && html`
        <label>${say('reason')}<select value=${reason} onChange=${(event) => setReason(event.currentTarget.value)}>
        ${reasons.map(({ name }) => html`<option value=${name}>${reasonName(name)}</option>`)}</select></label>`}
    </div>
    ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
    <p class="counted" role="status">${preview ? say('batch.count', { n: whole(preview.count) }) : say('batch.counting')}</p>
    ${preview?.sample.length > 0 && html`
      <section><h3>${say('batch.sample', { n: preview.sample.length })}</h3>
        <ol class="record sample" tabindex="0" aria-label=${say('batch.sample', { n: preview.sample.length })}>
          ${preview.sample.map((item) => html`
          <li><bdi class="name">${item.text.name}</bdi> <b dir="auto">${item.text.title}</b>
            ${item.scores && selection.label && html`
              <span class="muted"> ${labelName(selection.label)} ${number(item.scores[selection.label])}</span>`}
            <p class="said" dir="auto">${item.text.content}</p></li>`)}</ol></section>`}
    <p><button type="button" class="primary" disabled=${!preview || preview.count === 0 || running} onClick=${run}>
      ${running ? say('wait') : say(`batch.${outcome}`, { n: preview ? whole(preview.count) : '…' })}</button></p>`;
}
