import { html, render } from '../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../lib/preact/hooks.mjs';
import { effect, signal } from '../lib/signals/signals.mjs';
import { readSession, signOut } from './api.js';
import { Card } from './card.js';
import { Context } from './context.js';
import * as desk from './desk.js';
import { bindings, listen, shown } from './keys.js';
import { rejectFor } from './reasons.js';
import { count, language, say, switchLanguage } from './words.js';

const help = signal(false);

function Console() {
  return html`
    <${Head} />
    <${Queues} />
    <${List} />
    <${Context} />
    <${Foot} />
    ${help.value && html`<${Help} />`}`;
}

function Head() {
  const leave = () => signOut().then(() => location.assign('/login'));
  return html`
    <header class="head">
      <h1>${say('product')}</h1>
      <span class=${desk.online.value ? 'online' : 'offline'}>${desk.online.value ? `● ${say('online')}` : `○ ${say('offline')}`}</span>
      <span class="who"><bdi>${desk.session.value.name}</bdi></span>
      <button type="button" class="quiet" lang=${language.value === 'vi' ? 'en' : 'vi'} onClick=${switchLanguage}>${say('other')}</button>
      <button type="button" class="quiet" onClick=${leave}>${say('signOut')}</button>
    </header>`;
}

function Queues() {
  return html`
    <nav class="queues" aria-label=${say('queues')}>
      ${desk.queues.map((name) => html`
        <button type="button" data-queue=${name} aria-current=${desk.queue.value === name ? 'page' : undefined} onClick=${() => desk.open(name)}>
          <span>${say(name)}</span> <span class="count">${count(desk.counts.value[name])}</span>
        </button>`)}
    </nav>`;
}

function List() {
  return html`
    <main class="list" aria-label=${say('list')} aria-busy=${!desk.loaded.value}>
      <h2 class="hidden">${say(desk.queue.value)}</h2>
      <ol>${desk.items.value.map((item) => html`<${Card} key=${item.id} item=${item} />`)}</ol>
      ${desk.items.value.length === 0 && html`<${Empty} />`}
      ${desk.arrivals.value.length > 0 && html`
        <button type="button" class="arrivals" data-newer onClick=${desk.showArrivals}>${say('arrived', { n: desk.arrivals.value.length })}</button>`}
    </main>`;
}

function Empty() {
  if (!desk.loaded.value) return html`<p class="empty muted">${say('loading')}</p>`;
  if (desk.isDecided.value) return html`<p class="empty muted">${say('none')}</p>`;
  return html`<div class="empty"><p class="done">${say('done')}</p><p class="muted">${say('doneMore')}</p></div>`;
}

function Foot() {
  const hints = ['approve', 'reject', 'hold', 'undo'];
  return html`
    <footer class="foot">
      <p class="hints">
        ${hints.map((action) => html`<span><kbd>${shown(action)}</kbd> ${say(action).toLocaleLowerCase(language.value)}</span>`)}
        <span><kbd>j</kbd>/<kbd>k</kbd> ${say('move')}</span>
        <button type="button" class="quiet" onClick=${() => { help.value = true; }}><kbd aria-hidden="true">?</kbd> ${say('help')}</button>
      </p>
      <p class=${desk.notice.value?.quiet ? 'hidden' : 'notice'} role="status">${desk.notice.value?.text()}</p>
      <${Last} />
    </footer>`;
}

/** The last decision and the way back, always in view. */
function Last() {
  const entry = desk.decided.value.at(-1);
  if (!entry) return null;
  const left = Math.ceil((entry.deadline - desk.now.value) / 1000);
  return html`
    <p class="last">
      <span>✓ ${say(`done.${entry.outcome}`)} <bdi class="name">${entry.item.text.name}</bdi></span>
      ${entry.sends && left <= 0 && html`<span class="muted">${say('sent')}</span>`}
      <button type="button" onClick=${desk.undoLast}>
        ${say(entry.sends && left <= 0 ? 'retract' : 'undo')} <kbd aria-hidden="true">${shown('undo')}</kbd>
        ${entry.sends && left > 0 && html` <span class="left">${say('seconds', { n: left })}</span>`}
      </button>
    </p>`;
}

function Help() {
  const dialog = useRef(null);
  useEffect(() => dialog.current.showModal(), []);
  return html`
    <dialog ref=${dialog} aria-labelledby="help-title" onClose=${() => { help.value = false; }}>
      <h2 id="help-title">${say('keys')}</h2>
      <dl>${bindings.map(({ action, shown: key }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${say(`key.${action}`)}</dd></div>`)}</dl>
      <p class="muted">${say('keyNote')}</p>
      <button type="button" onClick=${() => dialog.current.close()}>${say('close')}</button>
    </dialog>`;
}

listen({
  next: () => desk.step(1),
  previous: () => desk.step(-1),
  approve: () => { desk.decide('approve'); },
  reject: () => { if (!desk.isDecided.value && desk.selected.value) desk.choosing.value = true; },
  reason: rejectFor,
  hold: () => { desk.decide('hold'); },
  undo: () => { desk.undo(); },
  arrivals: () => { desk.showArrivals(); },
  queue: () => { desk.open(desk.queues[(desk.queues.indexOf(desk.queue.value) + 1) % desk.queues.length]); },
  help: () => { help.value = true; },
  cancel: () => { desk.choosing.value = false; },
});

setInterval(() => { if (desk.decided.value.at(-1)?.deadline > desk.now.value) desk.now.value = Date.now(); }, 250);
effect(() => { document.title = `${desk.counts.value.pending ? `(${count(desk.counts.value.pending)}) ` : ''}${say('product')}`; });

desk.session.value = await readSession();
render(html`<${Console} />`, document.body);
desk.start();
