/** What the settings would have done with what people decided. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { day, say, whole } from '../frame/words.js';
import { Matrix } from './matrix.js';
import { percent } from './names.js';
import { Sides } from './sides.js';
import { days, errorAt, first, isTried, last, progress, runTrial, trial, trying } from './state.js';

export function Trial() {
  const fault = errorAt('days') ?? errorAt('from');
  const run = (event) => { event.preventDefault(); runTrial(); };
  return html`
    <section aria-labelledby="try">
      <h2 id="try">${say('policy.try')}</h2>
      <p class="intro">${say('policy.try.how')}</p>
      <form class="row" noValidate onSubmit=${run}>
        <label>${say('policy.days')}<input type="number" inputmode="numeric" min="1" max="30" value=${days.value}
          aria-invalid=${fault ? 'true' : undefined} aria-describedby=${fault ? 'days-fault' : undefined}
          onInput=${(event) => { days.value = event.currentTarget.value; }} /></label>
        <${Day} name="first" of=${first} /><${Day} name="last" of=${last} />
        ${trying.value
          ? html`<button type="button" key="run" onClick=${() => trying.value.abort()}>${say('policy.stop')}</button>`
          : html`<button type="submit" key="run">${say('policy.run')}</button>`}
        ${fault && html`<p class="problem" id="days-fault">${fault}</p>`}
      </form>
      <p role="status" class=${trying.value ? 'running' : 'hidden'}>${trying.value && html`
        <${Running} />`}</p>
      ${trial.value && html`<${Result} ...${trial.value} />`}
    </section>`;
}

const Day = ({ name, of }) => html`
  <label>${say(`policy.day.${name}`)}<input type="date" value=${of.value}
    onInput=${(event) => { of.value = event.currentTarget.value; }} /></label>`;

function Running() {
  const { examined, of } = progress.value ?? {};
  return html`<progress aria-label=${say('policy.try')} value=${of ? examined : undefined} max=${of || undefined}></progress>
    ${' '}${of ? say('policy.running.of', { n: whole(examined), of: whole(of) }) : say('policy.running')}`;
}

const periodOf = ({ days: length, first: from, last: to }) => (length
  ? say('policy.period.days', { days: length })
  : say(from && to ? 'policy.period.between' : from ? 'policy.period.since' : 'policy.period.till', {
    from: from && day(from), to: to && day(to),
  }));

function Result({ answer, ...tried }) {
  const told = useRef(null);
  useEffect(() => {
    told.current.focus({ preventScroll: true });
    told.current.scrollIntoView({ block: 'start' });
  }, [answer]);
  const { examined, complete, changed, sample } = answer;
  return html`
    <p class="counted" tabindex="-1" ref=${told}>
      ${say(examined ? 'policy.examined' : 'policy.examined.none', { n: whole(examined), period: periodOf(tried) })}
      ${!complete && html` ${say('policy.incomplete')}`}
      ${' '}
      ${!isTried.value && html`<span class="tag">${say('policy.stale')}</span>`}</p>
    ${examined > 0 && html`
      <div class="outcomes-tried">
        <${Outcome} title=${say('policy.asSet')} cells=${answer.outcomes} errors=${answer.errors} />
        <${Outcome} title=${say('policy.bothOn')} cells=${answer.advice} errors=${answer.adviceErrors} />
      </div>
      <h3>${say(changed ? 'policy.changed' : 'policy.changed.none', { n: whole(changed) })}</h3>
      ${changed > 0 && html`<${Sides} sample=${sample} changed=${changed} />`}`}`;
}

const Outcome = ({ title, cells, errors }) => html`
  <div>
    <${Matrix} title=${title} cells=${cells} />
    <p>${wrong('approvals', errors)}</p>
    <p>${wrong('rejections', errors)}</p>
  </div>`;

/** @param kind `approvals` or `rejections` */
function wrong(kind, errors) {
  const { count, of, rate, low, high } = errors[kind];
  if (of === 0) return say(`policy.${kind}.none`);
  const shares = { rate: percent(rate), low: percent(low), high: percent(high) };
  return say(`policy.${kind}`, { count: whole(count), of: whole(of), ...shares });
}
