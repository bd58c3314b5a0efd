import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { undoBatch } from '../frame/api.js';
import { close, Dialog } from '../frame/dialog.js';
import { Selection } from '../frame/selection.js';
import { explain, say, whole } from '../frame/words.js';
import { readWaiting } from './api.js';
import * as state from './state.js';

/** As many as a batch takes by id. */
const most = 400;

/** What the author sent before and still waits, to be rejected in one go. */
export function Waiting({ ban }) {
  const [ids, setIds] = useState(null);
  const [problem, setProblem] = useState(null);
  const refuse = (error) => setProblem(() => () => explain(error, 'unreached'));
  useEffect(() => { readWaiting(ban.id).then(setIds, refuse); }, []);
  const takeBack = async ({ id, decided }) => {
    try {
      await undoBatch(id);
      close();
      state.notice.value = () => say('batch.undone', { n: whole(decided) });
    } catch (error) {
      refuse(error);
    }
  };
  return html`
    <${Dialog} title=${html`${say('bans.waiting.title')} <bdi>${ban.author}</bdi>`} kind="batch">
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      ${!ids && !problem && html`<p class="muted">${say('loading')}</p>`}
      ${ids?.length === 0 && html`<p role="status">${say('bans.waiting.none')}</p>`}
      ${ids?.length > most && html`<p>${say('bans.waiting.many', { n: whole(ids.length), most: whole(most) })}</p>`}
      ${ids?.length > 0 && html`
        <${Selection} selection=${{ commentIds: ids.slice(0, most) }} outcomes=${['reject']}
          decided=${() => {}} takeBack=${takeBack} />`}
    </${Dialog}>`;
}
