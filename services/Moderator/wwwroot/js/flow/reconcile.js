import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { Problem, useSending } from '../frame/form.js';
import { clock, say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** How often a comparison that runs is read again, in milliseconds. */
const every = 2_000;

/** Compares what was decided with what readers see, shows how far it is, and what became of the last ones. */
export function Reconciling() {
  const [runs, setRuns] = useState([]);
  const [refused, setRefused] = useState(null);
  const isRunning = runs[0]?.status === 'running';
  const read = () => api.readReconciliations().then(({ items }) => { setRuns(items); setRefused(null); }, setRefused);
  useEffect(() => { read(); }, []);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => { if (!document.hidden) read(); }, every);
    return () => clearInterval(timer);
  }, [isRunning]);
  const { form, submit, sending, refusal } = useSending(async () => {
    await state.act(isRunning ? api.stopReconciliation(runs[0].id) : api.reconcile());
    await read();
  });
  return html`
    <section class="reconciling" aria-labelledby="reconciling">
      <h2 id="reconciling">${say('flow.compare')}</h2>
      <p>${say('flow.compare.about')}</p>
      <form ref=${form} onSubmit=${submit}>
        <p><button type="submit" class=${isRunning ? undefined : 'primary'} aria-disabled=${sending}>
          ${say(isRunning ? 'flow.compare.stop' : 'flow.compare.run')}</button></p>
        <${Problem} of=${refusal} />
        <${Problem} of=${refused} />
      </form>
      <div role="status">${isRunning && html`<p>${progressOf(runs[0])}</p>`}</div>
      ${runs.filter(({ status }) => status !== 'running').slice(0, 3).map((run) => html`<${Run} key=${run.id} of=${run} />`)}
    </section>`;
}

const progressOf = ({ compared, total, fault }) =>
  say(fault ? 'flow.compare.waits' : 'flow.compare.progress', { n: whole(compared), all: whole(Math.max(total, compared)) });

function Run({ of: run }) {
  const [comments, setComments] = useState(null);
  const [refused, setRefused] = useState(null);
  const differing = run.published + run.retracted + run.held + run.leftAlone;
  const show = () => api.readReconciled(run.id).then(({ items }) => setComments(items), setRefused);
  return html`
    <div data-compared=${run.status}>
      <p class=${run.held + run.leftAlone > 0 ? 'warning' : undefined}>
        ${say(`flow.compare.status.${run.status}`, { when: clock(run.endedAt), by: run.by, n: whole(run.compared) })}
        ${' '}${differing === 0 ? say('flow.compare.same') : say('flow.compare.found', {
          published: whole(run.published), retracted: whole(run.retracted), held: whole(run.held), left: whole(run.leftAlone),
        })}
        ${run.sentAgain > 0 && html` ${say('flow.compare.webhooks', { n: whole(run.sentAgain) })}`}
        ${differing > 0 && !comments && html`
          ${' '}<button type="button" class="quiet" onClick=${show}>${say('flow.compare.show')}</button>`}</p>
      <${Problem} of=${refused} />
      ${comments && html`<ul class="copies">${comments.map(({ commentId, mending }) => html`
        <li><code>${commentId}</code> ${say(`flow.compare.mending.${mending}`)}</li>`)}</ul>`}
    </div>`;
}
