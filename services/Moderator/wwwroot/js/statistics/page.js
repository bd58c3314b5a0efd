import { html } from '../../lib/htm/htm-preact.mjs';
import { openPage } from '../frame/page.js';
import { isOperator } from '../frame/session.js';
import { Figures } from './figures.js';
import { Password } from './password.js';
import { Sessions } from './sessions.js';

/** Operators decide nothing, but have a password. */
await openPage('statistics', () => html`${!isOperator.value && html`<${Figures} />`}<${Password} /><${Sessions} />`);
