import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { reasonName } from '../frame/vocabulary.js';
import { clock, say } from '../frame/words.js';
import { mayLift } from './state.js';

/** One ban or mute: of whom, what it does, why, and until when. */
export function Ban({ ban }) {
  const { author, by, effect, reason, note, sections, createdBy, createdAt, endsAt } = ban;
  const open = (kind) => { dialog.value = { kind, ban }; };
  return html`
    <li tabindex="-1">
      <div><p><bdi class="name">${author}</bdi></p><p class="muted">${say('bans.by', { what: say(`by.${by}`) })}</p></div>
      <div><p><span class=${`tag ${effect}`}>${say(`bans.effect.${effect}`)}</span> ${reasonName(reason)}</p>
        ${note && html`<p class="said" dir="auto">${note}</p>`}
        ${sections && html`<p class="muted">${say('bans.sections', { sections: sections.join(', ') })}</p>`}</div>
      <div><p>${endsAt ? html`${say('bans.until')} <time datetime=${endsAt}>${clock(endsAt)}</time>` : say('bans.forEver')}</p>
        <p class="muted"><bdi>${createdBy}</bdi>, <time datetime=${createdAt}>${clock(createdAt)}</time></p></div>
      <p class="choice">
        <button type="button" aria-haspopup="dialog" aria-label=${say('bans.waiting.of', { author })}
          onClick=${() => open('waiting')}>${say('bans.waiting')}</button>
        ${mayLift(ban) && html`
          <button type="button" aria-haspopup="dialog" aria-label=${say('bans.lift.of', { author })}
            onClick=${() => open('lift')}>${say('bans.lift')}</button>`}</p>
    </li>`;
}
