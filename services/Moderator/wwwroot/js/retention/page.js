import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { say, sayOr, whole } from '../frame/words.js';
import { Service } from './service.js';
import * as state from './state.js';

const did = (kind) => sayOr(`retention.log.${kind}`, kind);

function Retention() {
  const { value: view } = state.view;
  const { value: notice } = state.notice;
  useEffect(state.watch, []);
  const late = view?.services.flatMap(({ kinds }) => kinds ?? []).filter(({ overdueSince }) => overdueSince).length;
  return html`
    <p class="intro">${say('retention.intro')}</p>
    <${Notice} of=${notice} />
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!view && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${view && html`
      ${late > 0 && html`<p class="warning" role="alert">${say('retention.late', { n: whole(late) })}</p>`}
      ${view.services.map((of) => html`<${Service} key=${of.service} of=${of} now=${new Date(view.at)} />`)}
      <p class="muted">${say('retention.sealed')}</p>
      <${Operations} path="/api/retention/log" wordOf=${did} done=${notice} />`}`;
}

await openPage('retention', Retention);
