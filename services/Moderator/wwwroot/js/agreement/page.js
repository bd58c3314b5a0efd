import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { session } from '../frame/session.js';
import { say, sayOr } from '../frame/words.js';
import { Dialogs } from './dialogs.js';
import { Disagreements } from './disagreements.js';
import { percent } from './figures.js';
import { Golden } from './golden.js';
import * as state from './state.js';
import { Figures } from './tables.js';

const did = (kind) => sayOr(`agreement.log.${kind}`, kind);

function Agreement() {
  const { value: picture } = state.picture;
  const { value: notice } = state.notice;
  const { sections } = session.value;
  useEffect(() => { state.load(); }, []);
  return html`
    <p class="intro">${say('agreement.intro')}</p>
    ${sections && html`<p class="muted">${say('agreement.sections', { sections: sections.join(', ') })}</p>`}
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!picture && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${picture && html`
      <p>${say('agreement.shares', { share: percent(picture.shares.share), golden: percent(picture.shares.goldenShare) })}
        ${!sections && html`
          ${' '}<button type="button" aria-haspopup="dialog"
            onClick=${() => { dialog.value = { kind: 'shares', of: picture.shares }; }}>${say('agreement.change')}</button>`}</p>
      <${Figures} />
      <${Disagreements} />
      <${Golden} />
      ${!sections && html`<${Operations} path="/api/agreement/log" wordOf=${did} done=${notice} />`}`}
    <${Dialogs} />`;
}

await openPage('agreement', Agreement);
