import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { session } from '../frame/session.js';
import { ago, clock, explain, language, say, whole } from '../frame/words.js';
import { readStatistics } from './api.js';
import { Hours } from './hours.js';

/** What one did, and what waits. */
export function Figures() {
  const [figures, setFigures] = useState(null);
  const [refusal, setRefusal] = useState(null);
  const read = () => {
    setRefusal(null);
    readStatistics().then(setFigures, setRefusal);
  };
  useEffect(read, []);
  if (refusal) return html`
    <p class="problem" role="alert">${explain(refusal, 'unreached')}
      ${' '}<button type="button" onClick=${read}>${say('again')}</button></p>`;
  if (!figures) return html`<p class="muted">${say('loading')}</p>`;
  return html`
    <p class="intro">${say('statistics.intro')}</p>
    <section><h2>${say('statistics.hours')}</h2><${Hours} hours=${figures.hours} /></section>
    <section><h2>${say('statistics.month')}</h2><${Totals} of=${figures} />
      <p><a href=${`/log?${new URLSearchParams({ moderator: session.value.name })}`}>${say('statistics.log')}</a></p></section>
    <section><h2>${say('statistics.oldest')}</h2><${Oldest} since=${figures.oldestWaiting} /></section>`;
}

function Totals({ of: { decided, outcomes, overturned } }) {
  return html`
    <dl class="figures">
      <${Figure} name="decided" n=${decided} />
      ${Object.entries(outcomes).map(([outcome, n]) => html`<${Figure} name=${outcome} n=${n} all=${decided} />`)}
      <${Figure} name="overturned" n=${overturned} all=${decided + overturned} />
    </dl>`;
}

const Figure = ({ name, n, all }) => html`
  <div><dt>${say(`statistics.${name}`)}</dt>
    <dd>${whole(n)}${all > 0 && html` <span class="share">${percent(n / all)}</span>`}</dd></div>`;

const percent = (share) => new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 1 }).format(share);

function Oldest({ since }) {
  if (!since) return html`<p class="muted">${say('statistics.noneWaits')}</p>`;
  return html`
    <p><b>${ago(since, Date.now())}</b> · <time datetime=${since}>${clock(since)}</time></p>
    <p><a href="/?order=age">${say('statistics.toOldest')}</a></p>`;
}
