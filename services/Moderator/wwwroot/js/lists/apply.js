import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { Confirm } from '../frame/confirm.js';
import { dialog } from '../frame/dialog.js';
import { clock, say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** How often a run is asked how far it is, in milliseconds. */
const lookEvery = 1_000;

/** The policy being run again on what waits; null when none was begun here. */
const run = signal(null);

const reached = signal(true);

/** Saved lists hold for what comes; what waits is looked at again on request. */
export function Apply() {
  const told = useRef(null);
  const { value: saved } = state.notice;
  const isRunning = run.value?.status === 'running';
  useEffect(() => { if (saved) told.current.focus(); }, [saved]);
  return html`
    <section class="apply">
      <h2>${say('lists.apply')}</h2>
      <p class="said-well" role="status" tabindex="-1" ref=${told}>
        ${saved && savedAs(saved)}</p>
      <p class="intro">${say('lists.apply.intro')}</p>
      <p><button type="button" class=${saved && !run.value ? 'primary' : ''} aria-haspopup="dialog" aria-disabled=${isRunning}
        onClick=${() => { if (!isRunning) dialog.value = { kind: 'apply' }; }}>${say('lists.apply.do')}</button></p>
      ${run.value && html`<${Run} ...${run.value} />`}
    </section>`;
}

const savedAs = ({ version, added, removed }) =>
  say('lists.saved', { n: version, added: whole(added.length), removed: whole(removed.length) });

export const ConfirmApply = () => html`
  <${Confirm} title=${say('lists.apply')} yes=${say('lists.apply.do')} act=${start}>
    <p>${say('lists.apply.sure')}</p>
  </${Confirm}>`;

function Run({ status, total, examined, changed, startedBy, startedAt }) {
  const most = Math.max(total, 1);
  return html`
    <div class="run">
      <p><bdi class="name">${startedBy}</bdi> <time class="muted" datetime=${startedAt}>${clock(startedAt)}</time></p>
      <progress aria-label=${say('lists.apply')} max=${most} value=${status === 'done' ? most : examined}></progress>
      <p>${say('lists.run.examined', { n: whole(examined), of: whole(total) })}</p>
      ${!reached.value && html`<p class="offline">${say('offline')}</p>`}
      <p role="status">${status === 'done' && html`
        <span class="said-well">✓ ${say('lists.run.done', { n: whole(examined), changed: whole(changed) })}</span>
        ${' '}<a href="/">${say('place.queue')}</a>`}</p>
    </div>`;
}

/** Begins a run, or follows the one that somebody else began. */
async function start() {
  try {
    run.value = await api.apply();
  } catch (error) {
    if (!error.problem?.run) throw error;
    run.value = error.problem.run;
  }
  follow(run.value.id);
}

async function follow(id) {
  try {
    run.value = await api.readRun(id);
    reached.value = true;
  } catch {
    reached.value = false;
  }
  if (run.value.status === 'running') setTimeout(follow, lookEvery, id);
}
