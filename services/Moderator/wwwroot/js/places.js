import { html } from '../lib/htm/htm-preact.mjs';
import { isAdministrator } from './session.js';
import { say } from './words.js';

const places = ['log', 'policy', 'lists', 'bans', 'statistics', 'people'];

/** The ways to the pages beside the triage screen. */
export const Places = ({ here }) => places.filter((place) => place !== 'people' || isAdministrator.value).map((place) => html`
  <a href=${`/${place}`} aria-current=${place === here ? 'page' : undefined}>${say(`place.${place}`)}</a>`);
