/** The frame of the pages beside the triage screen. */
import { html, render } from '../../lib/htm/htm-preact.mjs';
import { effect } from '../../lib/signals/signals.mjs';
import './again.js';
import { readSession } from './api.js';
import { dialog } from './dialog.js';
import { Help } from './help.js';
import { NoComments } from './operator.js';
import { forOperators, Places } from './places.js';
import { followPauses, Pauses } from './pauses.js';
import { isOperator, session } from './session.js';
import { Settings } from './settings.js';
import { Who } from './who.js';
import { say } from './words.js';

const dialogs = { help: Help, personal: Settings };

/** Shows the page called `place`, as soon as it is known who is signed in. Operators get nothing that is made of comments. */
export async function openPage(place, Content) {
  session.value = await readSession();
  effect(() => { document.title = `${say(`place.${place}`)} · ${say('product')}`; });
  followPauses();
  render(html`<${Page} place=${place}><${Content} /></${Page}>`, document.body);
  // On a phone the ways lie in one line, which may not have room for all.
  document.querySelector('.queues [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function Page({ place, children }) {
  const Open = dialogs[dialog.value?.kind];
  return html`
    <header class="head">
      <p class="product">${say('product')}</p>
      <p class="state"><${Who} /></p>
    </header>
    <nav class="queues" aria-label=${say('places')}>
      ${!isOperator.value && html`
        <a href="/" aria-current=${place === 'queue' ? 'page' : undefined}>${say('place.queue')}</a>
        <hr />`}
      <${Places} here=${place} />
    </nav>
    <main>
      <${Pauses} />
      <h1>${say(`place.${place}`)}</h1>
      ${isOperator.value && !forOperators.includes(place) ? html`<${NoComments} />` : children}
    </main>
    ${Open && html`<${Open} />`}`;
}
