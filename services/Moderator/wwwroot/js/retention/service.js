import { html } from '../../lib/htm/htm-preact.mjs';
import { ago, clock, say, sayOr, whole } from '../frame/words.js';
import { lasting } from './figures.js';
import * as state from './state.js';

const columns = ['kind', 'kept', 'oldest', 'last', 'standing'];

/** What one service keeps; of one that is away, what it said last. */
export const Service = ({ of: { service, isWatched, kinds, saidAt, silence }, now }) => html`
  <section aria-labelledby=${`retention-${service}`} data-service=${service}>
    <h2 id=${`retention-${service}`}>${say(`flow.service.${service}`)}</h2>
    ${!isWatched && html`<p class="muted">${say('retention.unwatched')}</p>`}
    ${silence && html`
      <p class="warning" role="alert">${say(`retention.silence.${silence}`)}
        ${kinds && ` ${say('retention.said', { when: clock(saidAt) })}`}</p>`}
    ${kinds && html`
      <table class="stacked">
        <caption class="hidden">${say(`flow.service.${service}`)}</caption>
        <thead><tr>${columns.map((column) => html`<th scope="col">${say(`retention.column.${column}`)}</th>`)}</tr></thead>
        <tbody>${kinds.map((kind) => html`<${Kind} key=${kind.kind} service=${service} of=${kind} now=${now} />`)}</tbody>
      </table>`}
  </section>`;

const Moment = ({ at }) => html`<time datetime=${at}>${clock(at)}</time>`;

function Kind({ service, of, now }) {
  const { kind, setting, keptSeconds, everySeconds, overdueSince, runs } = of;
  const [last] = runs;
  const word = sayOr(`retention.kind.${kind}`, kind);
  return html`
    <tr data-kind=${kind}>
      <th scope="row">${word}<span class="note">${sayOr(`retention.of.${kind}`, '')}</span></th>
      <td>${keptSeconds === undefined ? say('retention.tillItEnds') : lasting(keptSeconds)}
        <span class="note"><code>${setting}</code></span></td>
      <td>${keptSeconds !== undefined && last?.oldest ? html`<${Moment} at=${last.oldest} />` : say('retention.nothing')}</td>
      <td>${last ? html`<${Run} of=${last} now=${now} />` : say('retention.never')}
        <span class="note">${say('retention.every', { time: lasting(everySeconds) })}</span>
        ${runs.length > 1 && html`<${Earlier} runs=${runs.slice(1)} now=${now} />`}</td>
      <td class=${overdueSince ? 'wrong' : undefined} data-standing=${overdueSince ? 'overdue' : 'well'}>
        ${overdueSince ? html`<span aria-hidden="true">! </span>${say('retention.overdue', { when: ago(overdueSince, now) })}`
          : html`<span aria-hidden="true">✓ </span>${say('retention.well')}`}
        <p><button type="button" onClick=${() => state.run(service, kind, () => say('retention.asked', { kind: word }))}>
          ${say('retention.run')}<span class="hidden"> ${word}</span></button></p></td>
    </tr>`;
}

const Run = ({ of: { startedAt, tookSeconds, removed, waiting, error }, now }) => html`
  <time datetime=${startedAt} title=${clock(startedAt)}>${ago(startedAt, now)}</time>: ${error
    ? html`<span class="wrong">${say('retention.failed')} <bdi>${error}</bdi></span>`
    : say('retention.removed', { n: whole(removed), time: lasting(tookSeconds) })}${waiting > 0
    && html` <span class="wrong">${say('retention.waiting', { n: whole(waiting) })}</span>`}`;

const Earlier = ({ runs, now }) => html`
  <details><summary>${say('retention.earlier', { n: whole(runs.length) })}</summary>
    <ul>${runs.map((run) => html`<li key=${run.startedAt}><${Run} of=${run} now=${now} /></li>`)}</ul></details>`;
