/** What is asked once before it is done. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { clock, explain, say } from '../frame/words.js';
import { readVersion } from './api.js';
import { difference } from './settings.js';
import { changes, discard, policy, revert, runTrial, save } from './state.js';
import { Differences } from './versions.js';

/** Closes before it acts, so that the focus can go where the answer is. */
const then = (act) => () => { close(); act(); };

const No = () => html`<button type="button" onClick=${close}>${say('cancel')}</button>`;

const Save = () => html`
  <${Dialog} title=${say('policy.saveUntried')} kind="asked">
    <p>${say('policy.saveUntried.why')}</p>
    <${Differences} changes=${changes.value} />
    <p class="row"><button type="button" class="primary" onClick=${then(runTrial)}>${say('policy.tryFirst')}</button>
      <button type="button" onClick=${then(save)}>${say('policy.saveAnyway')}</button><${No} /></p>
  </${Dialog}>`;

const Discard = () => html`
  <${Dialog} title=${say('policy.discard.ask')} kind="asked">
    <${Differences} changes=${changes.value} />
    <p class="row"><button type="button" class="primary" onClick=${then(discard)}>${say('policy.discard')}</button><${No} /></p>
  </${Dialog}>`;

function Revert({ version }) {
  const [old, setOld] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => { readVersion(version).then(setOld, setProblem); }, []);
  return html`
    <${Dialog} title=${say('policy.revert.ask', { n: version })} kind="asked">
      ${problem && html`<p class="problem" role="alert">${explain(problem, 'rules.lost')}</p>`}
      ${!old && !problem && html`<p class="muted" role="status">${say('loading')}</p>`}
      ${old && html`<p>${say('policy.revert.what', { when: clock(old.changedAt) })}</p>
        <${Differences} changes=${difference(policy.value.settings, old.settings)} />`}
      <p class="row">
        <button type="button" class="primary" disabled=${!old} onClick=${then(() => revert(version))}>
          ${say('policy.revert')}</button>
        <${No} /></p>
    </${Dialog}>`;
}

const questions = { save: Save, discard: Discard, revert: Revert };

export function Asked() {
  const { kind, ...rest } = dialog.value ?? {};
  return questions[kind] ? html`<${questions[kind]} key=${kind} ...${rest} />` : null;
}
