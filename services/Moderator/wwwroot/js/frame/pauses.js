import { html } from '../../lib/htm/htm-preact.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { request } from './api.js';
import { clock, say } from './words.js';

/** The stations that operators have paused: `{ service, station, reason, by, since }`. */
export const pauses = signal([]);

async function read() {
  const { items } = await request('GET', '/api/pauses');
  pauses.value = items;
}

/** Reads them now, and whenever the person comes back to the page: nothing is asked while nobody is there. */
export function followPauses() {
  // What is said here is beside the page: without it the page goes on.
  const look = () => { if (!document.hidden) read().catch(() => {}); };
  look();
  document.addEventListener('visibilitychange', look);
}

/** What of a station is paused, as texts are named: of some, two services have a part each. */
export const partOf = ({ service, station }) => [service, station].join('.');

/** Tells on every page, and to everybody, what is paused and what that means. */
export const Pauses = () => html`
  <div role="status" class="pauses">${pauses.value.map((pause) => html`
    <p class="banner" key=${partOf(pause)} data-paused=${partOf(pause)}>
      <b>${say(`pauses.what.${partOf(pause)}`)}</b> ${say(`pauses.means.${partOf(pause)}`)}
      ${' '}<bdi>${say('pauses.by', { ...pause, since: clock(pause.since) })}</bdi>
      ${pause.kept && html` <b>${say('pauses.kept')}</b>`}</p>`)}</div>`;
