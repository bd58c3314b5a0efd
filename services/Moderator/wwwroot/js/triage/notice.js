import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { say } from '../frame/words.js';
import * as desk from './desk.js';
import * as state from './state.js';

/** How long a notice stands, in milliseconds. What it says of a comment stands on that comment too. */
const standing = 7_000;

/** Told aloud; shown when it cannot be seen anyway. A comment that came back is one press away. */
export function Notice() {
  const { value: notice } = state.notice;
  useEffect(() => {
    const leave = () => { if (state.notice.value === notice) state.notice.value = null; };
    const timer = setTimeout(leave, standing);
    return () => clearTimeout(timer);
  }, [notice]);
  const back = notice?.id && state.items.value.some((item) => item.id === notice.id);
  return html`
    <div class=${!notice || notice.quiet ? 'hidden' : back ? 'notice back' : 'notice'}>
      <p role="status">${notice?.text()}</p>
      ${back && notice.id !== state.selectedId.value && html`
        <button type="button" onClick=${() => desk.select(notice.id, true)}>${say('triage.see')}</button>`}
    </div>`;
}
