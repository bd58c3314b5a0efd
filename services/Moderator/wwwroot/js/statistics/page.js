import { html } from '../../lib/htm/htm-preact.mjs';
import { openPage } from '../frame/page.js';
import { isOperator, session } from '../frame/session.js';
import { Figures } from './figures.js';
import { Password } from './password.js';
import { SecondFactor } from './second-factor.js';
import { Sessions } from './sessions.js';

const mayWork = () => !isOperator.value && !session.value.mustSetUpSecondFactor;

/** Operators decide nothing, but have a password. */
await openPage('statistics', () => html`${mayWork() && html`<${Figures} />`}<${Password} /><${SecondFactor} /><${Sessions} />`);
