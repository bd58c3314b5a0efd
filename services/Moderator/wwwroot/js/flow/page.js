import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { mayOperate } from '../frame/session.js';
import { say, sayOr } from '../frame/words.js';
import { Details } from './details.js';
import { Doctor } from './doctor.js';
import { moment } from './figures.js';
import { Findings } from './findings.js';
import { Reconciling } from './reconcile.js';
import { open, Station } from './station.js';
import * as state from './state.js';
import { Ways } from './way.js';

const did = (kind) => sayOr(`flow.did.${kind}`, kind);

function Flow() {
  const { value: picture } = state.picture;
  const { value: lost } = state.lost;
  useEffect(state.watch, []);
  return html`
    <p class="intro">${say('flow.intro')}</p>
    <div role="status" class="heard">
      ${lost && html`<p class="problem"><span class="sign" aria-hidden="true">✕</span>
        ${say('flow.lost', { when: moment(lost.since) })} ${lost.why?.()}</p>`}</div>
    ${!picture && !lost && html`<p class="muted">${say('loading')}</p>`}
    ${picture && html`
      <section class="now" aria-labelledby="now">
        <h2 id="now">${say('flow.now')}</h2>
        <div role="status"><${Findings} of=${picture.findings} look=${open} /></div>
      </section>
      <section aria-labelledby="picture" class=${lost ? 'stale' : undefined}>
        <h2 id="picture">${say('flow.picture')} <span class="muted at">${say('flow.at', { when: moment(picture.at) })}</span></h2>
        <ol class="stations">${picture.stations.map((station, index) => html`
          <${Station} key=${station.name} station=${station} index=${index} />`)}</ol>
      </section>`}
    <${Ways} />
    ${mayOperate.value && html`<${Doctor} /><${Reconciling} />`}
    ${mayOperate.value && html`<${Operations} path="/api/flow/log" wordOf=${did} done=${state.acts.value} />`}
    ${picture && dialog.value?.kind === 'station' && html`<${Details} name=${dialog.value.name} />`}`;
}

await openPage('flow', Flow);
