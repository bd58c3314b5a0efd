/** The foot of the page: what was done, what stands in the way, and what is not saved yet. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { clock, say } from '../frame/words.js';
import { changes, errors, isTried, notice, runTrial, save, takeNewer } from './state.js';

export function Bar() {
  const told = useRef(null);
  const { kind, text, newer } = notice.value ?? {};
  const n = changes.value.length;
  useEffect(() => {
    if (!notice.value) return;
    const field = Object.keys(errors.value).length > 0 && document.querySelector('main [aria-invalid=true]');
    (field || told.current).focus();
  }, [notice.value]);
  return html`
    <div class=${n > 0 || kind ? 'unsaved' : 'unsaved idle'}>
      <p role="status" tabindex="-1" ref=${told} class=${kind === 'done' ? 'said-well' : 'problem'}>
        ${kind === 'done' && html`<span aria-hidden="true">✓ </span>`}${kind === 'conflict' ? conflict(newer) : text?.()}</p>
      ${kind === 'conflict' && html`
        <button type="button" class="primary" onClick=${takeNewer}>
          ${say(n > 0 ? 'policy.takeUnder' : 'policy.take', { n: newer.version })}</button>`}
      ${n > 0 && kind !== 'conflict' && html`<${Unsaved} n=${n} />`}
    </div>`;
}

const Unsaved = ({ n }) => html`
  <span>${say('policy.unsaved', { n })}</span>
  <button type="button" onClick=${runTrial}>${say('policy.run')}</button>
  <button type="button" class="primary" aria-haspopup=${isTried.value ? undefined : 'dialog'}
    onClick=${() => (isTried.value ? save() : (dialog.value = { kind: 'save' }))}>${say('save')}</button>
  <button type="button" class="quiet" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'discard' }; }}>
    ${say('policy.discard')}</button>`;

const conflict = ({ changedBy, changedAt, version }) =>
  say('policy.conflict', { who: changedBy ?? say('policy.configuration'), when: clock(changedAt), n: version });
