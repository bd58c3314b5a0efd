// The comments whose tracking links the reader kept, with what became of each. What comes behind the “#” is kept, and told
// nobody.
import { add, clear, list, remove } from './own-store.js';

const own = document.getElementById('own');
const news = document.getElementById('news');
const all = document.getElementById('clear');
const heading = document.getElementById('heading');
const words = own.dataset;
const query = location.search;

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

async function ask(token, { name, when, state, button }) {
  try {
    const answer = await fetch(`/track/${token}`, { headers: { Accept: 'application/json' } });
    if (answer.status === 404) {
      state.textContent = words.wrong;
    } else if (answer.ok) {
      const told = await answer.json();
      state.textContent = told[own.lang];
      name.textContent = told.articleHeadline ?? words.untitled;
      when.textContent = new Date(told.submittedAt).toLocaleString(own.lang);
      button.ariaLabel = `${words.remove}: ${name.textContent}`;
    } else {
      throw new Error(String(answer.status));
    }
  } catch {
    state.textContent = words.unknown;
  }
}

function show() {
  const any = own.children.length > 0;
  own.hidden = !any;
  all.hidden = !any;
  if (!any) news.textContent = words.none;
}

function drop(token, item) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  remove(token);
  item.remove();
  news.textContent = words.removed;
  show();
  (next?.querySelector('button') ?? heading).focus();
}

function row(token) {
  const name = element('a', { href: `/track/${token}${query}`, textContent: words.untitled });
  const when = element('p', { className: 'byline' });
  const state = element('p', { textContent: words.asking });
  const button = element('button', { type: 'button', textContent: words.remove });
  const item = element('li', {}, element('p', {}, name), when, state, button);
  button.addEventListener('click', () => drop(token, item));
  return { item, name, when, state, button };
}

all.addEventListener('click', () => {
  clear();
  own.replaceChildren();
  show();
  heading.focus();
});

const kept = location.hash.slice(1);
if (kept) {
  history.replaceState(null, '', location.pathname + query);
  if (!add({ token: kept })) news.textContent = words.full;
}
const rows = list().map(({ token }) => ({ token, row: row(token) }));
own.replaceChildren(...rows.map((each) => each.row.item));
show();
for (const each of rows) await ask(each.token, each.row);
