import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { say, whole } from '../frame/words.js';
import * as api from './api.js';
import * as state from './state.js';

/** Asks from when on, and until when, what changed is sent again; the moments are the person's own. */
export function Resend({ endpoint: { name } }) {
  const [since, setSince] = useState('');
  const moment = since && new Date(since);
  const [until, setUntil] = useState('');
  const end = until ? new Date(until) : null;
  const isMoment = moment && !Number.isNaN(moment.valueOf()) && !(end && (Number.isNaN(end.valueOf()) || end < moment));
  return html`
    <${Confirm} title=${say('webhooks.resend.title', { name })} yes=${say('webhooks.resend.yes')} blocked=${!isMoment}
        act=${async () => { await state.act(
          api.resend(name, { since: moment.toISOString(), until: end?.toISOString() }),
          ({ count }) => say('webhooks.resent', { n: whole(count) }),
        ); }}>
      <p>${say('webhooks.resend.means')}</p>
      <p><label>${say('webhooks.resend.since')}
        <input type="datetime-local" value=${since} onInput=${({ target }) => setSince(target.value)} /></label></p>
      <p><label>${say('webhooks.resend.until')}
        <input type="datetime-local" value=${until} onInput=${({ target }) => setUntil(target.value)} /></label></p>
    </${Confirm}>`;
}
