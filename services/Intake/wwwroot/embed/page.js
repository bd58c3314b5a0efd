import { connect } from './api.js';
import { el } from './dom.js';
import { formOf } from './form.js';
import { levelsOf } from './levels.js';
import { listOf } from './list.js';
import { style } from './style.js';
import { languageOf, languages } from './words.js';

/** Puts the comments and the form into the element. While the services are away it says so, and tries again when asked. */
export async function open(element, intake) {
  const root = element.shadowRoot;
  root.adoptedStyleSheets = [style];
  const lang = languageOf(element.getAttribute('lang') ?? element.closest('[lang]')?.lang);
  const words = languages[lang];
  const article = element.getAttribute('article') ?? '';
  const box = el('section', { class: 'box', lang, 'aria-label': words.comments(0).split(' (')[0] });
  root.replaceChildren(box);
  try {
    const api = await connect(intake, article);
    const embed = {
      api, words, lang, article, levels: levelsOf(element.getAttribute('levels')),
      // Asked for with each comment: a page that stays open has another by then.
      readerToken: () => element.getAttribute('reader-token') || undefined,
    };
    const form = api.settings.status === 'open' ? formOf(embed) : null;
    const list = listOf(embed, form?.answer);
    const notice = api.settings[lang];
    box.append(list.heading, ...(notice ? [el('p', { class: 'notice' }, notice)] : []), ...(form ? [form.form] : []), list.body);
    await list.load();
  } catch (refusal) {
    const again = el('button', { type: 'button', class: 'more', click: () => open(element, intake) }, words.again);
    box.replaceChildren(el('p', { role: 'status' }, refusal.problem?.[lang] ?? words.away), again);
  }
}
