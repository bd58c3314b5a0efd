import { el } from './dom.js';
import { withPass } from './passes.js';

const key = 'moderation-report-pass';

/** A button that opens a small form under its comment, and says what became of the report. */
export function reportButton({ api, words, lang }, comment) {
  const news = el('span', { class: 'news', role: 'status' });
  const button = el('button', { type: 'button', class: 'link', 'aria-label': words.reportOf(comment.name) }, words.report);
  let form = null;

  function close() {
    form?.remove();
    form = null;
    button.setAttribute('aria-expanded', 'false');
  }

  async function send(event) {
    event.preventDefault();
    const reason = new FormData(form).get('reason');
    news.textContent = '';
    try {
      await withPass(key, api.reportPass, (pass) => api.report(comment.id, reason, pass));
      news.textContent = words.reported;
      close();
      button.remove();
    } catch (refusal) {
      news.textContent = refusal.problem?.[lang] ?? words.reportFailed;
      if (refusal.problem?.code === 'already-reported') close();
    }
  }

  function open() {
    const choices = api.settings.reasons.map((reason) =>
      el('label', { class: 'check' },
        el('input', { type: 'radio', name: 'reason', value: reason.name, required: true }), reason[lang]));
    form = el('form', { class: 'report', submit: send },
      el('fieldset', {}, el('legend', {}, words.reportWhy), ...choices),
      el('p', { class: 'acts' }, el('button', { type: 'submit', class: 'more' }, words.reportSend),
        el('button', { type: 'button', class: 'link', click: () => { close(); button.focus(); } }, words.cancel)));
    button.closest('.acts').after(form);
    button.setAttribute('aria-expanded', 'true');
    form.querySelector('input').focus();
  }

  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => (form ? close() : open()));
  return el('span', {}, button, news);
}
