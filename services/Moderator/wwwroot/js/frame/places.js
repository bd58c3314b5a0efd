import { html } from '../../lib/htm/htm-preact.mjs';
import { isAdministrator, isOperator } from './session.js';
import { say } from './words.js';

const places = ['log', 'policy', 'lists', 'bans', 'statistics', 'people'];

const isOpen = (place) => (isOperator.value ? place === 'statistics' : place !== 'people' || isAdministrator.value);

/** The ways to the pages beside the triage screen that the person has. */
export const Places = ({ here }) => places.filter(isOpen).map((place) => html`
  <a href=${`/${place}`} aria-current=${place === here ? 'page' : undefined}>${say(`place.${place}`)}</a>`);
