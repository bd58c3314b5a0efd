import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { say } from '../frame/words.js';
import { countOf, dash, lasting, moment, rateOf } from './figures.js';
import { Line } from './line.js';
import * as state from './state.js';

/** Colour is never alone: each state has a sign and a word. */
export const signs = { well: '✓', warning: '!', broken: '✕', paused: '‖', unknown: '…', unwatched: '–' };

/** Shows a station's details. */
export const open = (name) => { dialog.value = { kind: 'station', name }; };

/** What the time line of a station shows: those where things wait show how much. */
const lineOf = { intake: 'rates', classifier: 'rates', moderators: 'rates', publisher: 'rates', site: 'rates' };

/** The figures that a station has, in their order. */
const figures = {
  intake: ['copies'],
  outbox: ['depth', 'oldest'],
  broker: ['depth', 'errors', 'consumers'],
  classifier: ['depth', 'errors', 'consumers', 'copies'],
  queue: ['depth', 'oldest', 'errors', 'copies'],
  moderators: ['people'],
  publisher: ['depth', 'errors', 'consumers', 'copies'],
  webhooks: ['depth', 'oldest'],
  site: ['copies'],
};

const figureOf = {
  depth: ({ depth }) => countOf(depth),
  oldest: ({ oldest, depth }, now) => (oldest ? lasting(oldest, now) : depth === undefined ? dash : say('flow.nothing')),
  errors: ({ errors }) => countOf(errors),
  consumers: ({ consumers }) => countOf(consumers),
  people: ({ consumers }) => countOf(consumers),
  copies: ({ answering, copies }) => (copies === undefined ? dash : say('flow.ofCopies', { n: answering, all: copies })),
};

/** One station: its state, its figures, its last hour. The whole of it opens the details. */
export function Station({ station, index }) {
  const { name, state: how, silentSince } = station;
  const points = state.points.value;
  const of = lineOf[name] ?? 'depths';
  return html`
    <li class=${`station ${how}`} data-station=${name} data-state=${how}>
      <h3><button type="button" class="quiet" aria-haspopup="dialog" onClick=${() => open(name)}>
        ${say(`flow.station.${name}`)}</button></h3>
      <p class="how"><span class="sign" aria-hidden="true">${signs[how]}</span> ${say(`flow.state.${how}`)}</p>
      <p class="rate">${rateOf(station)}<span class="hidden"> ${say(`flow.rate.${name}`)}</span></p>
      <dl>${figures[name].map((figure) => html`
        <div class=${figure === 'errors' && station.errors > 0 ? 'wrong' : undefined}>
          <dt>${say(`flow.figure.${figure}`)}</dt><dd>${figureOf[figure](station, state.now.value)}</dd></div>`)}</dl>
      ${silentSince && html`<p class="silent">${say('flow.silentSince', { when: moment(silentSince) })}</p>`}
      <div class="hour"><${Line} values=${points.map((point) => point[of][index])} />
        <span class="muted">${say(`flow.line.${of}`)}</span></div>
    </li>`;
}
