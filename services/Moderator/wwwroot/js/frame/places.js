import { html } from '../../lib/htm/htm-preact.mjs';
import { isAdministrator, isOperator, isSenior, session } from './session.js';
import { say } from './words.js';

/** In groups: one's own work, the newsroom, what decides, and what runs. */
const places = [
  ['opinions', 'log', 'statistics'],
  ['team', 'agreement', 'queues', 'people', 'bans', 'articles'],
  ['policy', 'lists', 'lanes', 'models'],
  ['flow', 'faults', 'webhooks', 'erasures', 'retention', 'sites'],
];

/** Those that show nothing that is made of comments. */
export const forOperators = ['statistics', 'models', 'flow', 'faults', 'webhooks', 'erasures', 'retention'];
const forSeniors = ['team', 'agreement', 'queues', 'lanes', 'models', 'flow', 'articles'];
const forAdministrators = ['people', 'faults', 'webhooks', 'erasures', 'retention', 'sites'];

/** Those that concern every section. */
const forAll = ['queues', 'lanes', 'articles', 'sites'];

const isOpen = (place) => (isOperator.value
  ? forOperators.includes(place)
  : (!forAdministrators.includes(place) || isAdministrator.value) && (!forSeniors.includes(place) || isSenior.value)
    && (!forAll.includes(place) || !session.value.sections));

/** The ways to the pages beside the triage screen that the person has. */
export const Places = ({ here }) => places
  .map((group) => group.filter(isOpen))
  .filter((group) => group.length > 0)
  .map((group, at) => html`${at > 0 && html`<hr />`}${group.map((place) => html`
    <a href=${`/${place}`} aria-current=${place === here ? 'page' : undefined}>${say(`place.${place}`)}</a>`)}`);
