import { Refusal } from './api.js';
import { codeOf } from './code.js';
import { el } from './dom.js';
import { draftOf } from './draft.js';
import { graphemes, left } from './length.js';
import { phoneCodeOf } from './phone.js';
import { proverOf } from './proof.js';

/** Of the consent's text in both languages: another text has another version, which is kept with each comment. */
const consentVersion = 'embed-2026-11-30.2';

/** The form under which a comment is sent, or answered. What was typed stays whatever happens. */
export function formOf(embed) {
  const { api, words, lang, article } = embed;
  const { settings } = api;
  const draft = draftOf(article);
  const fields = {};
  let key = crypto.randomUUID();
  let parent = null;
  const prover = proverOf(api.challenge);
  const proves = settings.challenge.includes('proof');

  function field(name, label, input, note) {
    const error = el('p', { class: 'error', id: `${name}-error` });
    const hint = el('p', { class: 'hint', id: `${name}-hint` }, note ?? '');
    input.id = name;
    input.setAttribute('aria-describedby', `${name}-hint ${name}-error`);
    fields[name] = { input, error, hint };
    const most = settings.most[name];
    if (most) input.addEventListener('input', () => {
      hint.textContent = left(input.value, most, words);
    });
    const text = el('label', { for: name }, label);
    return input.type === 'checkbox'
      ? el('div', { class: 'field' }, el('p', { class: 'check' }, input, text), hint, error)
      : el('div', { class: 'field' }, text, hint, input, error);
  }

  const mark = (text) => el('span', { class: 'mark' }, ` (${text})`);
  const titleMark = mark(words.must);
  const text = (name, type, more) => el(name, { type, ...more });
  const code = settings.challenge.includes('code') ? text('input', 'text', { autocomplete: 'off', required: true }) : null;
  const captcha = code && codeOf(embed, code);
  const phone = text('input', 'tel', { autocomplete: 'tel', required: settings.phoneCode });
  const phoneCode = settings.phoneCode
    ? text('input', 'text', { autocomplete: 'one-time-code', inputmode: 'numeric' })
    : null;
  const confirmed = phoneCode && phoneCodeOf(embed, phone, phoneCode);
  const summary = el('div', { class: 'summary', role: 'alert', tabindex: -1 });
  const news = el('p', { class: 'news', role: 'status' });
  const answering = el('p', { class: 'answering' });
  const submit = el('button', { type: 'submit', class: 'send' }, words.write);
  const labelled = (label, mandatory) => {
    const span = el('span', {}, label, mandatory ? mark(words.must) : '');
    return span;
  };
  const form = el('form', { novalidate: true, 'aria-label': words.write },
    summary, answering, news,
    field('name', labelled(words.name, true), text('input', 'text', { autocomplete: 'name', required: true })),
    field('phone', labelled(words.phone, settings.phoneCode), phone),
    confirmed ? confirmed.box : null,
    confirmed ? field('phoneCode', labelled(words.phoneCode), phoneCode, words.phoneCodeHint) : null,
    settings.mail
      ? field('email', labelled(words.email), text('input', 'email', { autocomplete: 'email' }), words.emailHint)
      : null,
    field('title', el('span', {}, words.title, titleMark), text('input', 'text', { autocomplete: 'off' })),
    field('content', labelled(words.content, true), el('textarea', { rows: 6, required: true })),
    field('consent', labelled(words.consent, true), text('input', 'checkbox', { required: true }), words.consentText),
    captcha ? captcha.box : null,
    captcha ? field('code', labelled(words.code, true), code, words.codeHint) : null,
    submit);

  const value = (name) => fields[name].input.value;
  const keep = () => draft.keep({ name: value('name'), title: value('title'), content: value('content') });

  function tell(errors, notice) {
    for (const [name, { input, error }] of Object.entries(fields)) {
      error.textContent = (errors[name] ?? []).join(' ');
      if (errors[name]) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
    const first = Object.keys(fields).find((name) => errors[name]);
    summary.textContent = notice ?? (first ? words.mend : '');
    if (notice) summary.focus();
    else if (first) fields[first].input.focus();
  }

  function missing() {
    const errors = {};
    for (const [name, { input }] of Object.entries(fields)) {
      if (input.type !== 'checkbox' && input.required && !input.value.trim()) errors[name] = [words.required];
      const most = settings.most[name];
      if (most && graphemes(input.value) > most) errors[name] = [words.over(graphemes(input.value) - most)];
    }
    if (confirmed && !confirmed.isReady()) errors.phoneCode = [words.phoneCodeFirst];
    if (!parent && !value('title').trim()) errors.title = [words.required];
    if (!fields.consent.input.checked) errors.consent = [words.consentRequired];
    return errors;
  }

  /** What a service found wrong, beside its fields or above them. */
  function explain(refusal) {
    const problem = refusal instanceof Refusal ? refusal.problem : {};
    const errors = {};
    const others = [];
    for (const [at, list] of Object.entries(problem.errors ?? {})) {
      const name = at.startsWith('captcha.') ? 'code' : at === 'phonePass' ? 'phoneCode' : at;
      if (fields[name]) errors[name] = list.map((error) => error[lang]);
      else others.push(...list.map((error) => error[lang]));
    }
    if (problem.errors?.altcha) prover.forget();
    if (captcha && /^captcha-|parent-not-published/.test(problem.code ?? '')) captcha.renew();
    if (problem.code === 'idempotency-key-reused') key = crypto.randomUUID();
    const whole = Object.keys(errors).length ? others.join(' ') : others.join(' ') || problem[lang] || words.away;
    tell(errors, whole ? `${whole} ${words.kept}` : undefined);
  }

  async function send() {
    const errors = missing();
    tell(errors);
    if (Object.keys(errors).length || submit.disabled) return;
    submit.disabled = true;
    try {
      const phonePass = await confirmed?.pass();
      news.textContent = proves ? words.checking : words.sending;
      const altcha = proves ? await prover.prove() : undefined;
      news.textContent = words.sending;
      const comment = {
        name: value('name'), phone: value('phone') || undefined, email: fields.email?.input.value || undefined,
        title: value('title'), content: value('content'), parentId: parent?.id, consent: consentVersion,
        captcha: captcha?.answer(), altcha, phonePass, readerToken: embed.readerToken(),
      };
      sent(await api.send(comment, key));
    } catch (refusal) {
      news.textContent = '';
      explain(refusal);
    }
    submit.disabled = false;
  }

  function sent({ trackingUrl }) {
    key = crypto.randomUUID();
    prover.forget();
    draft.forget();
    const mailed = fields.email?.input.value.trim();
    for (const name of ['title', 'content', 'phone', 'email']) if (fields[name]) fields[name].input.value = '';
    fields.consent.input.checked = false;
    answer(null);
    const link = el('a', { href: trackingUrl, target: '_blank', rel: 'noopener' }, words.track);
    news.replaceChildren(`${words.sent} `, link, `. ${words.trackHint}${mailed ? ` ${words.mailed}` : ''}`);
    if (captcha) captcha.renew();
  }

  function answer(comment) {
    parent = comment;
    titleMark.textContent = ` (${comment ? words.may : words.must})`;
    answering.replaceChildren();
    if (!comment) return;
    const back = el('button', { type: 'button', class: 'link', click: () => answer(null) }, words.noReply);
    answering.append(`${words.replyTo(comment.name)} `, back);
    fields.content.input.focus();
  }

  const old = draft.read();
  if (old) {
    for (const name of ['name', 'title', 'content']) fields[name].input.value = old[name] ?? '';
    news.textContent = words.draft;
  }
  form.addEventListener('input', keep);
  form.addEventListener('focusin', () => {
    if (proves) prover.prove().catch(() => {});
    captcha?.begin();
  }, { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
  return { form, answer };
}
