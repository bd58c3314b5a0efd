import { html, render } from '../../lib/htm/htm-preact.mjs';
import { effect } from '../../lib/signals/signals.mjs';
import { readSession } from '../frame/api.js';
import { dialog } from '../frame/dialog.js';
import { Help } from '../frame/help.js';
import { listen } from '../frame/keys.js';
import { NoComments } from '../frame/operator.js';
import { openPage } from '../frame/page.js';
import { single } from '../frame/personal.js';
import { isOperator, session } from '../frame/session.js';
import { Settings } from '../frame/settings.js';
import { isWaiting, queues } from '../frame/vocabulary.js';
import { count, say } from '../frame/words.js';
import { Author } from './author.js';
import { Batch, openBatch } from './batch.js';
import { Context } from './context.js';
import { decide, undo } from './decisions.js';
import * as desk from './desk.js';
import { Edit, openEdit } from './edit.js';
import { Foot, hasContact } from './foot.js';
import { Head, Queues } from './head.js';
import { others, readAgain } from './known.js';
import { holdFocus, letGo } from './leases.js';
import { List } from './list.js';
import { listenToServer } from './live.js';
import { PolicyText } from './policy.js';
import { cancel, choose, chosen, Reasons } from './reasons.js';
import * as state from './state.js';
import { queue } from './view.js';

const dialogs = { help: Help, batch: Batch, author: Author, policy: PolicyText, personal: Settings, edit: Edit };

function Console() {
  const { kind, ...rest } = dialog.value ?? {};
  return html`
    <${Head} />
    <${Queues} />
    <${List} />
    <${Context} />
    <${Reasons} />
    <${Foot} />
    ${kind && html`<${dialogs[kind]} key=${kind} ...${rest} />`}`;
}

/** The comment that a key acts on: one beside the focus while it has the keyboard, else the one in focus. */
function target() {
  const id = document.activeElement?.closest('[data-other]')?.dataset.other;
  return others().find((other) => other.id === id) ?? state.selected.value;
}

const onWaiting = (act) => () => {
  const item = target();
  if (item && isWaiting(item)) act(item);
};

const focusOn = (selector) => () => { document.querySelector(selector)?.focus(); };

const actions = {
  next: () => desk.step(1),
  previous: () => desk.step(-1),
  approve: onWaiting((item) => { decide(item, 'approve'); }),
  mask: onWaiting((item) => {
    if (hasContact(item)) decide(item, 'approve', { mask: true });
    else state.tell(() => say('triage.nothingToMask'));
  }),
  edit: onWaiting(openEdit),
  reject: () => {
    const item = target();
    if (item) choose(isWaiting(item) ? 'reject' : 'reason', item);
  },
  reason: (event) => chosen(Number(event.code.at(-1))),
  hold: onWaiting((item) => { decide(item, 'hold'); }),
  skip: onWaiting((item) => choose('skip', item)),
  undo: () => {
    const item = target();
    undo(item).then(() => { if (item !== state.selected.value) readAgain(); });
  },
  arrivals: () => { desk.showArrivals(); },
  queue: () => {
    const at = queues.findIndex(({ name }) => name === queue.value);
    desk.open({ queue: queues[(at + 1) % queues.length].name });
  },
  search: focusOn('#search'),
  batch: () => { openBatch(); },
  author: () => { if (state.selected.value) dialog.value = { kind: 'author', item: state.selected.value }; },
  note: focusOn('#new-note'),
  context: focusOn('.context'),
  policy: () => { dialog.value = { kind: 'policy', item: state.selected.value }; },
  single: () => { single.value = !single.value; },
  help: () => { dialog.value = { kind: 'help' }; },
  cancel: () => {
    if (cancel()) return;
    if (!document.activeElement.matches('input, textarea, select, .context, .context *')) letGo();
    else document.querySelector('.card[aria-current]')?.focus({ preventScroll: true });
  },
};

async function openDesk() {
  effect(() => {
    const waiting = state.counts.value[queues[0].name];
    document.title = `${waiting ? `(${count(waiting)}) ` : ''}${say('product')}`;
  });
  render(html`<${Console} />`, document.body);
  listen(actions);
  await desk.openAddress();
  addEventListener('popstate', desk.openAddress);
  holdFocus();
  listenToServer();
}

session.value = await readSession();
await (isOperator.value ? openPage('queue', NoComments) : openDesk());
