import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import * as api from './api.js';
import { reveal } from './marked.js';
import { Skipped } from './skipped.js';
import { labelName, labels, reasonName, reasons } from './vocabulary.js';
import { explain, number, say, whole } from './words.js';

/** How long the choice rests before it is counted, in milliseconds. */
const settle = 200;

/** What is more than this is decided only by who types how many there are. */
const many = 100;

/**
 * Counts a selection, shows the riskiest of it, decides all of it in one go, and tells what was passed over and why. A selection
 * that is null has nothing in it yet. `decided` takes the batch when it is done, and `takeBack` undoes it.
 */
export function Selection({ selection, outcomes = ['approve', 'reject'], decided, takeBack }) {
  const [outcome, setOutcome] = useState(outcomes[0]);
  const [reason, setReason] = useState(reasons[0].name);
  const [preview, setPreview] = useState(null);
  const [result, setResult] = useState(null);
  const [problem, setProblem] = useState(null);
  const [running, setRunning] = useState(false);
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const told = useRef(null);
  const answer = useRef(null);
  const decision = { outcome, ...(outcome === 'reject' && { reason }) };
  useEffect(() => {
    const reading = new AbortController();
    setPreview(null);
    setAsked(false);
    setTyped('');
    if (!selection) return undefined;
    const timer = setTimeout(() => api.runBatch({ ...selection, ...decision, dryRun: true }, reading.signal).then(
      (answer) => { setPreview(answer); setProblem(null); },
      (error) => { if (error.name !== 'AbortError') setProblem(() => () => explain(error, 'offline')); }), settle);
    return () => { clearTimeout(timer); reading.abort(); };
  }, [JSON.stringify([selection, outcome])]);

  useEffect(() => told.current?.focus(), [result]);
  useEffect(() => answer.current?.focus(), [asked]);

  const n = preview ? preview.count - (preview.notLow ?? 0) : 0;
  const isSure = n <= many || (asked && Number(typed.replace(/[\s.,]/g, '')) === n);

  const run = async (event) => {
    event.preventDefault();
    if (!preview || n === 0 || running) return;
    if (!isSure) {
      setAsked(true);
      return;
    }
    setRunning(true);
    try {
      const batch = await api.runBatch({ preview: preview.id, ...decision });
      setResult(batch);
      await decided(batch);
    } catch (error) {
      setProblem(() => () => explain(error, 'offline'));
    } finally {
      setRunning(false);
    }
  };

  if (result) return html`
    <div class="result" role="status" tabindex="-1" ref=${told}>
      <p class="done">✓ ${say(`batch.done.${outcome}`, { n: whole(result.decided) })}</p>
      <${Skipped} batch=${result} />
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
    <p class="counted" role="status">${!selection ? say('batch.empty')
      : preview ? say('batch.count', { n: whole(preview.count) }) : say('batch.counting')}
      ${preview?.notLow > 0 && html` <span class="muted">${say('batch.notLow', { n: whole(preview.notLow) })}</span>`}</p>
    ${preview?.sample.length > 0 && html`
      <section><h3>${say('batch.sample', { n: preview.sample.length })}</h3>
        <ol class="record sample" tabindex="0" aria-label=${say('batch.sample', { n: preview.sample.length })}>
          ${preview.sample.map((item) => html`
          <li><bdi class="name">${reveal(item.text.name)}</bdi> <b dir="auto">${reveal(item.text.title)}</b>
            ${item.scores && html`<span class="muted"> ${scoresOf(item, selection.label)}</span>`}
            <p class="said" dir="auto">${reveal(item.text.content)}</p></li>`)}</ol></section>`}
    <form class="sure" onSubmit=${run}>
      ${asked && html`
        <label>${say('batch.sure', { n: whole(n) })}
          <input ref=${answer} inputmode="numeric" autocomplete="off" value=${typed}
            onInput=${(event) => setTyped(event.currentTarget.value)} /></label>`}
      <button type="submit" class="primary" disabled=${!preview || n === 0 || running || (asked && !isSure)}>
        ${running ? say('wait') : say(`batch.${outcome}`, { n: preview ? whole(n) : '…' })}</button></form>`;
}

/** The score that was chosen by, or the highest of all. */
function scoresOf({ scores }, label) {
  const shown = label ?? labels.map(({ name }) => name).filter((name) => name !== 'constructive')
    .sort((one, other) => scores[other] - scores[one])[0];
  return `${labelName(shown)} ${number(scores[shown])}`;
}
