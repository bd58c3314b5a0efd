import { html } from '../../lib/htm/htm-preact.mjs';
import { reasonName } from '../frame/vocabulary.js';
import { ago, count, number, say } from '../frame/words.js';
import * as state from './state.js';

/** What readers report of a published comment. One decision answers all of them. */
export function Reported({ reports }) {
  if (!reports) return null;
  return html`
    <p class="appeal"><b>${say('triage.reported', { n: count(reports.count), weight: number(reports.weight, 1) })}</b>
      ${' '}${reports.reasons.map(({ reason, count: n }) => `${reasonName(reason)} ${count(n)}`).join(', ')}
      <span class="muted"> · ${ago(reports.latest, state.now.value)}</span></p>`;
}
