/** What happens elsewhere, as the server tells it. The open stream also says that this console is there. */
import { say } from '../frame/words.js';
import * as desk from './desk.js';
import { consoleId, setHolder } from './leases.js';
import * as state from './state.js';
import { queue } from './view.js';

/** How often the queue is looked at without a stream, in milliseconds. */
const lookEvery = 5_000;

/** A comment on the desk that somebody else decided stays where it is, and says so. */
function decided({ id, queue: now, outcome, moderator }) {
  setHolder(id, null);
  if (state.leaving.has(id)) return;
  const here = now === queue.value;
  const who = moderator ?? say('policy');
  state.change(id, { gone: here ? undefined : () => say('triage.goneBy', { who, what: say(`triage.did.${outcome}`) }) });
  if (here) desk.hear([id]);
  else state.unhear(id);
}

export function listenToServer() {
  const stream = new EventSource(`/api/events?console=${consoleId}`);
  const on = (name, act) => stream.addEventListener(name, (event) => act(JSON.parse(event.data)));
  stream.addEventListener('open', () => {
    state.online.value = true;
    desk.look();
  });
  stream.addEventListener('error', () => { state.online.value = false; });
  on('counts', (counts) => { state.counts.value = counts; });
  on('arrived', ({ items }) => { desk.hear(items.filter((item) => item.queue === queue.value).map(({ id }) => id)); });
  on('item-leased', ({ items }) => items.forEach(({ id, moderator }) => setHolder(id, moderator)));
  on('item-released', ({ items }) => items.forEach(({ id }) => setHolder(id, null)));
  on('item-decided', ({ items }) => items.forEach(decided));
  setInterval(() => { if (stream.readyState !== EventSource.OPEN) desk.look(); }, lookEvery);
  setInterval(() => { state.now.value = Date.now(); }, 15_000);
}
