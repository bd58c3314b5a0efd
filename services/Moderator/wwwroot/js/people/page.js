import { html } from '../../lib/htm/htm-preact.mjs';
import { openPage } from '../page.js';
import { say } from '../words.js';

await openPage('people', () => html`<p class="muted">${say('loading')}</p>`);
