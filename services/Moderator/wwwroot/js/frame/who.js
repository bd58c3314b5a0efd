import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from './dialog.js';
import { session } from './session.js';

/** Who is signed in, and the way to the personal switches. */
export const Who = () => html`
  <button type="button" class="who" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'personal' }; }}>
    <bdi>${session.value.name}</bdi> <span aria-hidden="true">▾</span></button>`;
