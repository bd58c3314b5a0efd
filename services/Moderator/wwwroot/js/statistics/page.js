import { html } from '../../lib/htm/htm-preact.mjs';
import { openPage } from '../page.js';
import { isOperator } from '../session.js';
import { Figures } from './figures.js';
import { Password } from './password.js';
import './words.js';

/** Operators decide nothing, but have a password. */
await openPage('statistics', () => html`${!isOperator.value && html`<${Figures} />`}<${Password} />`);
