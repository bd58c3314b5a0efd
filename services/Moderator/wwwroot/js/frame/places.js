import { html } from '../../lib/htm/htm-preact.mjs';
import { isAdministrator, isForAll, isOperator, isSenior } from './session.js';
import { say } from './words.js';

const places = [
  'log', 'policy', 'lists', 'bans', 'statistics', 'people', 'lanes', 'models', 'flow', 'faults', 'webhooks', 'erasures',
  'retention', 'sites',
];

/** Those that show nothing that is made of comments. */
export const forOperators = ['statistics', 'models', 'flow', 'faults', 'webhooks', 'erasures', 'retention'];
const forSeniors = ['lanes', 'models', 'flow'];
const forAdministrators = ['people', 'faults', 'webhooks', 'erasures', 'retention', 'sites'];

/** Those that concern every section. */
const forAll = ['lanes', 'sites'];

const isOpen = (place) => (isOperator.value
  ? forOperators.includes(place)
  : (!forAdministrators.includes(place) || isAdministrator.value) && (!forSeniors.includes(place) || isSenior.value)
    && (!forAll.includes(place) || isForAll.value));

/** The ways to the pages beside the triage screen that the person has. */
export const Places = ({ here }) => places.filter(isOpen).map((place) => html`
  <a href=${`/${place}`} aria-current=${place === here ? 'page' : undefined}>${say(`place.${place}`)}</a>`);
