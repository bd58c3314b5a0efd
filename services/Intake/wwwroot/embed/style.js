// Nothing of the page around reaches in, however rude: an important rule in here wins over one out there. What a page may set are
// the variables. Lengths are no rem: those are of the page's root, which many pages set to 10px.
export const style = new CSSStyleSheet();
style.replaceSync(`
:host {
  all: initial !important; display: block !important; color-scheme: light dark;
  --ink: var(--moderation-ink, light-dark(#1f1c18, #ece7dd)); --soft: var(--moderation-soft, light-dark(#5d564b, #b3aa9b));
  --paper: var(--moderation-paper, light-dark(#fff, #171614)); --line: var(--moderation-line, light-dark(#857c6d, #8b8375));
  --link: var(--moderation-link, light-dark(#0c4f5e, #8ccbd8)); --bad: var(--moderation-bad, light-dark(#a3261a, #f0917f));
}
:host([theme="light"]) { color-scheme: light !important; }
:host([theme="dark"]) { color-scheme: dark !important; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.box {
  padding: 16px; background: var(--paper); color: var(--ink); overflow-wrap: anywhere; text-align: start;
  font: var(--moderation-size, 16px)/1.6 var(--moderation-font, system-ui, sans-serif);
}
h2, h3, p, ol { margin: 0; padding: 0; }
h2 { font-size: 22px; }
h3 { font-size: 17px; }
ol { list-style: none; }
a, .link { color: var(--link); }
button { font: inherit; cursor: pointer; min-height: 44px; min-width: 44px; }
.link { border: 0; background: none; padding: 4px 8px; text-decoration: underline; }
.link[aria-pressed="true"] { font-weight: 700; text-decoration: none; color: var(--ink); }
.like, .more {
  padding: 4px 14.4px; border: 1px solid var(--line); border-radius: 3px; background: var(--paper); color: var(--link);
}
.like[aria-pressed="true"] { background: var(--link); border-color: var(--link); color: var(--paper); }
.send { padding: 8px 24px; border: 0; border-radius: 3px; background: var(--link); color: var(--paper); font-weight: 600; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
form { margin-block: 16px; padding: 16px; border: 1px solid var(--line); border-radius: 3px; }
.field { margin-bottom: 14.4px; }
.field label { font-weight: 600; }
fieldset { margin: 0; padding: 0; border: 0; }
legend { padding: 0 0 8px; font-weight: 600; }
.check { display: flex; gap: 8px; align-items: start; }
.check input { flex: none; width: 20px; height: 20px; margin-top: 3.2px; }
.mark, .hint, time, small, .none { font-weight: 400; font-size: 14px; color: var(--soft); }
input:not([type="checkbox"], [type="radio"]), textarea {
  display: block; width: 100%; min-height: 44px; padding: 8px 11.2px; border: 1px solid var(--line); border-radius: 3px;
  background: var(--paper); color: var(--ink); font: inherit;
}
textarea { resize: vertical; }
[aria-invalid="true"] { border: 2px solid var(--bad); }
.error, .summary { color: var(--bad); font-weight: 600; }
.code { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
.threads > li { padding-block: 16px; border-bottom: 1px solid var(--line); }
.replies { margin-top: 12px; padding-left: 16px; border-left: 2px solid var(--line); }
.replies li + li { margin-top: 12px; }
.by bdi { font-weight: 700; }
.badge { padding: 0 6px; border: 1px solid currentColor; border-radius: 3px; font-size: 14px; color: var(--link); }
.text { white-space: pre-line; }
.acts { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 4px; }
`);
