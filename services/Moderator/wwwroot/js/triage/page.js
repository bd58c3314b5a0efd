import { html, render } from '../../lib/htm/htm-preact.mjs';
import { effect } from '../../lib/signals/signals.mjs';
import '../frame/again.js';
import { readSession } from '../frame/api.js';
import { dialog } from '../frame/dialog.js';
import { Help } from '../frame/help.js';
import { listen } from '../frame/keys.js';
import { NoComments } from '../frame/operator.js';
import { openPage } from '../frame/page.js';
import { followPauses } from '../frame/pauses.js';
import { single } from '../frame/personal.js';
import { isOperator, isSenior, session } from '../frame/session.js';
import { Settings } from '../frame/settings.js';
import { isNewsroom, isWaiting, isWithdrawn } from '../frame/vocabulary.js';
import { count, say } from '../frame/words.js';
import { Ask } from './ask.js';
import { Author } from './author.js';
import { Batch, openBatch } from './batch.js';
import { Context, Sheet } from './context.js';
import { decide, lacks, readDecided, undo } from './decisions.js';
import * as desk from './desk.js';
import { Edit, openEdit } from './edit.js';
import { toggleFeatured } from './featured.js';
import { Foot, hasContact } from './foot.js';
import { Head, Queues } from './head.js';
import { others, readAgain } from './known.js';
import { holdFocus, letGo } from './leases.js';
import { List } from './list.js';
import { listenToServer } from './live.js';
import { narrow } from './narrow.js';
import { Notice } from './notice.js';
import { PolicyText } from './policy.js';
import { home, places, readNamed } from './queues.js';
import { cancel, choose, chosen, Reasons } from './reasons.js';
import { Recent } from './recent.js';
import { openReply, openReplyChange, Reply } from './reply.js';
import * as state from './state.js';
import { queue } from './view.js';

const dialogs = {
  help: Help, batch: Batch, author: Author, policy: PolicyText, personal: Settings, edit: Edit, context: Sheet, recent: Recent,
  reply: Reply, ask: Ask,
};

function Console() {
  const { kind, ...rest } = dialog.value ?? {};
  return html`
    <${Head} />
    <${Queues} />
    <${List} />
    <${Context} />
    <div class="bottom">
      <${Notice} />
      <${Reasons} />
      <${Foot} />
    </div>
    ${kind && html`<${dialogs[kind]} key=${kind} ...${rest} />`}`;
}

/** The comment that a key acts on: one beside the focus while it has the keyboard, else the one in focus. */
function target() {
  const id = document.activeElement?.closest('[data-other]')?.dataset.other;
  return others().find((other) => other.id === id) ?? state.selected.value;
}

/** In the context, the keys that move go through the comments beside the one in focus. */
function move(by) {
  const context = document.activeElement?.closest('.context');
  if (!context) return desk.step(by);
  const beside = [...context.querySelectorAll('[data-other]')];
  const at = beside.findIndex((other) => other.contains(document.activeElement));
  (at < 0 ? beside.at(by > 0 ? 0 : -1) : beside[at + by])?.focus();
}

const openAuthor = (ban) => {
  const item = target();
  if (item) dialog.value = { kind: 'author', item, ban };
};

const openContext = (note) => () => {
  if (narrow.value) dialog.value = { kind: 'context', note };
  else document.querySelector(note ? '#new-note' : '.context')?.focus();
};

/** On what its author took back nothing can be done, which is told. */
const onComment = (act) => () => {
  const item = target();
  if (item && isWithdrawn(item)) state.tell(() => say('triage.withdrawn'));
  else if (item) act(item);
};

const onWaiting = (act) => onComment((item) => { if (isWaiting(item)) act(item); });

const focusOn = (selector) => () => { document.querySelector(selector)?.focus(); };

const actions = {
  next: () => move(1),
  previous: () => move(-1),
  approve: onWaiting((item) => { decide(item, 'approve'); }),
  mask: onWaiting((item) => {
    if (hasContact(item)) decide(item, 'approve', { mask: true });
    else state.tell(() => say('triage.nothingToMask'));
  }),
  edit: onComment((item) => {
    if (isWaiting(item)) openEdit(item);
    else if (isNewsroom(item)) openReplyChange(item);
  }),
  reply: onComment(openReply),
  feature: onComment(toggleFeatured),
  reject: onComment((item) => {
    const why = !isWaiting(item) && lacks(item);
    if (why) state.tell(() => say(why), { id: item.id });
    else choose(isWaiting(item) ? 'reject' : 'reason', item);
  }),
  reason: (event) => chosen(Number(event.code.at(-1))),
  hold: onWaiting((item) => { decide(item, 'hold'); }),
  skip: onWaiting((item) => choose('skip', item)),
  undo: () => {
    const item = target();
    undo(item).then(() => { if (item !== state.selected.value) readAgain(); });
  },
  recent: () => { dialog.value = { kind: 'recent' }; },
  arrivals: () => { desk.showArrivals(); },
  queue: () => {
    const at = places.value.indexOf(queue.value);
    desk.open({ queue: places.value[(at + 1) % places.value.length] });
  },
  search: focusOn('#search'),
  batch: () => { openBatch(); },
  author: () => openAuthor(false),
  ban: () => {
    if (isSenior.value) openAuthor(true);
    else state.tell(() => say('triage.banRight'));
  },
  note: openContext(true),
  context: openContext(false),
  policy: () => { dialog.value = { kind: 'policy', item: target() }; },
  single: () => { single.value = !single.value; },
  help: () => { dialog.value = { kind: 'help' }; },
  cancel: () => {
    if (cancel()) return;
    if (!document.activeElement.matches('input, textarea, select, .context, .context *')) letGo();
    else document.querySelector('.card[aria-current]')?.focus({ preventScroll: true });
  },
};

async function openDesk() {
  // Without the named ones there is still work in the others.
  await readNamed().catch(() => {});
  effect(() => {
    const waiting = state.counts.value[home.value];
    document.title = `${waiting ? `(${count(waiting)}) ` : ''}${say('product')}`;
  });
  render(html`<${Console} />`, document.body);
  listen(actions);
  effect(() => { if (state.online.value) readDecided(); });
  await desk.openAddress();
  addEventListener('popstate', desk.openAddress);
  holdFocus(desk.passOver);
  listenToServer();
  followPauses();
}

session.value = await readSession();
await (isOperator.value ? openPage('queue', NoComments) : openDesk());
