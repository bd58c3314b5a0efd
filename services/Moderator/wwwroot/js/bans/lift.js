import { html } from '../../lib/htm/htm-preact.mjs';
import { Confirm } from '../frame/confirm.js';
import { say } from '../frame/words.js';
import * as state from './state.js';

/** Asks before a ban ends. */
export function Lift({ ban }) {
  const { author, by, effect } = ban;
  const done = () => { state.notice.value = () => say('bans.lift.done', { author }); };
  return html`
    <${Confirm} title=${html`${say('bans.lift.title')} <bdi>${author}</bdi>`} yes=${say('bans.lift')}
        act=${() => state.lift(ban)} done=${done}>
      <p>${say(`bans.lift.${effect}`, { what: say(`by.${by}`) })}</p>
    </${Confirm}>`;
}
