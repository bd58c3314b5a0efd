import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** Asks from when on what changed is sent again; the moment is the person's own. */
export function Resend({ endpoint: { name } }) {
  const [since, setSince] = useState('');
  const moment = since && new Date(since);
  const isMoment = moment && !Number.isNaN(moment.valueOf());
  return html`
    <${Confirm} title=${say('webhooks.resend.title', { name })} yes=${say('webhooks.resend.yes')} blocked=${!isMoment}
        act=${async () => { await state.act(
          api.resend(name, { since: moment.toISOString() }),
          ({ count }) => say('webhooks.resent', { n: whole(count) }),
        ); }}>
      <p>${say('webhooks.resend.means')}</p>
      <p><label>${say('webhooks.resend.since')}
        <input type="datetime-local" value=${since} onInput=${({ target }) => setSince(target.value)} /></label></p>
    </${Confirm}>`;
}
