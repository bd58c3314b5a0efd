import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { Field, Problem, useSending } from '../frame/form.js';
import { say, sayOr } from '../frame/words.js';
import { readWay } from './api.js';
import { lasting, moment, serviceName } from './figures.js';
import * as state from './state.js';

/** Asks for a comment by its id or tracking link, and shows its way. */
export function Ways() {
  const [way, setWay] = useState(null);
  const { form, submit, sending, refusal } = useSending(async ({ of }) => {
    setWay(null);
    setWay(await readWay(of));
  });
  return html`
    <section aria-labelledby="way">
      <h2 id="way">${say('flow.way')}</h2>
      <form onSubmit=${submit} ref=${form} novalidate>
        <div class="row">
          <${Field} label=${say('flow.way.of')} hint=${say('flow.way.hint')} control=${(tied) => html`
            <input name="of" ...${tied} size="44" autocomplete="off" autocapitalize="off" spellcheck="false" />`} />
          <button type="submit" class="primary" aria-disabled=${sending}>${say('flow.way.show')}</button>
        </div>
        <${Problem} of=${refusal} />
      </form>
      ${way && html`<${Way} way=${way} />`}
    </section>`;
}

function Way({ way: { commentId, steps, silent } }) {
  const told = useRef(null);
  useEffect(() => told.current.focus(), [commentId]);
  const waits = steps.filter((step) => step.waits);
  return html`
    <div class="way" data-way=${commentId}>
      <p class="stands" tabindex="-1" ref=${told}><code>${commentId}</code>: ${waits.length > 0
        ? say('flow.way.waitsAt', { station: say(`flow.station.${waits[0].station}`) })
        : say('flow.way.through')}</p>
      ${silent.map((service) => html`
        <p class="warning">${say('flow.way.silent', { service: serviceName(service) })}</p>`)}
      <ol>${steps.map((step) => html`<${Step} step=${step} />`)}</ol>
    </div>`;
}

function Step({ step }) {
  const { station, kind, at, waits, detail, by, attempts, until } = step;
  return html`
    <li class=${waits ? 'waits' : undefined} data-step=${`${station}.${kind}`}>
      <p class="when">${at ? html`<time datetime=${at}>${moment(at)}</time>` : say('flow.way.noTime')}</p>
      <p><b>${say(`flow.station.${station}`)}</b>
        ${' '}<span class="sign" aria-hidden="true">${waits ? '…' : '✓'}</span>
        ${' '}${say(`flow.step.${station}.${kind}`, { detail: detailOf(station, detail), by: by ? say(`flow.by.${by}`) : '' })}
        ${waits && at && html` <span class="muted">${say('flow.way.for', { long: lasting(at, state.now.value) })}</span>`}
        ${attempts > 0 && html` <span class="muted">${say('flow.way.attempts', { n: attempts })}</span>`}
        ${until && html` <span class="muted">${say('flow.way.until', { when: moment(until) })}</span>`}</p>
    </li>`;
}

/** Outcomes, queues and types of messages have words; names of queues and endpoints stand for themselves. */
const detailOf = (station, detail = '') =>
  sayOr(`flow.detail.${detail}`, null) ?? (station === 'moderators' ? sayOr(`flow.backlog.${detail}`, detail) : detail);
