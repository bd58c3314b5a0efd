import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { count, say } from '../frame/words.js';
import { readWaitingOpinions } from './api.js';

const every = 30_000;

const waiting = signal(0);

/** That comments wait for the person's opinion, and the way there; nothing when none does. */
export function WaitingOpinions() {
  useEffect(() => {
    let timer;
    const look = async () => {
      // The desk says when the server is out of reach.
      if (!document.hidden) await readWaitingOpinions().then((read) => { waiting.value = read.count; }, () => {});
      timer = setTimeout(look, every);
    };
    look();
    return () => clearTimeout(timer);
  }, []);
  return waiting.value > 0 && html`
    <a href="/opinions" data-opinions><span>${say('triage.opinions')}</span>
      ${' '}<span class="count">${count(waiting.value)}</span></a>`;
}
