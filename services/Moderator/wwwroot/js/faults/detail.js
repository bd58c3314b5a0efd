import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { Problem } from '../frame/form.js';
import { say, whole } from '../frame/words.js';
import * as api from './api.js';

/** All that may be shown of one message: what readers wrote is masked by the server. */
export function Detail({ id }) {
  const [fault, setFault] = useState(null);
  const [refusal, setRefusal] = useState(null);
  useEffect(() => { api.readFault(id).then(setFault, setRefusal); }, [id]);
  if (refusal) return html`<${Problem} of=${refusal} />`;
  if (!fault) return html`<p class="muted">${say('loading')}</p>`;
  const { exceptionMessage, stack, headers, payload, bytes, messageId } = fault;
  return html`
    <div class="fault">
      ${exceptionMessage && html`<h3>${say('faults.said')}</h3><${Text} name=${say('faults.said')} of=${exceptionMessage} />`}
      <h3>${say('faults.payload')}</h3>
      <p class="muted">${say('faults.masked')}</p>
      ${payload
        ? html`<${Text} name=${say('faults.payload')} of=${JSON.stringify(payload, null, 2)} />`
        : html`<p>${say('faults.noPayload', { n: whole(bytes) })}</p>`}
      ${stack && html`<h3>${say('faults.stack')}</h3><${Text} name=${say('faults.stack')} of=${stack} />`}
      <h3>${say('faults.headers')}</h3>
      <dl class="facts">
        <div><dt>message-id</dt><dd><code>${messageId ?? '–'}</code></dd></div>
        ${Object.entries(headers).map(([name, value]) => html`<div><dt>${name}</dt><dd><code>${value}</code></dd></div>`)}
      </dl>
    </div>`;
}

/** Scrolls by itself, and so can take the focus. */
const Text = ({ name, of }) => html`<pre class="code" tabindex="0" role="region" aria-label=${name}>${of}</pre>`;
