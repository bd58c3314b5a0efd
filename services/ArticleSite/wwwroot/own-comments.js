// The list of the comments that were sent from this browser, with what became of each.
import { clear, list, remove } from './own-store.js';

const shown = document.getElementById('cua-toi');
const news = document.getElementById('cua-toi-tin');
const all = document.getElementById('bo-het');
const heading = document.getElementById('cua-toi-tieu-de');

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

async function ask(entry, state) {
  try {
    const body = new URLSearchParams({ article: entry.article, comment: entry.id, url: entry.url });
    const answer = await fetch('/binh-luan-cua-toi', { method: 'POST', body });
    if (!answer.ok) throw new Error(String(answer.status));
    state.textContent = (await answer.json()).words;
  } catch {
    state.textContent = 'Chưa hỏi được trạng thái, bạn hãy tải lại trang sau ít phút.';
  }
}

function show() {
  const any = shown.children.length > 0;
  shown.hidden = !any;
  all.hidden = !any;
  if (!any) news.textContent = 'Chưa có bình luận nào được gửi từ trình duyệt này.';
}

function drop(entry, item) {
  const next = item.nextElementSibling ?? item.previousElementSibling;
  remove(entry.id);
  item.remove();
  news.textContent = 'Đã bỏ khỏi danh sách. Bình luận và đường dẫn theo dõi vẫn còn nguyên.';
  show();
  (next?.querySelector('button') ?? heading).focus();
}

function row(entry) {
  const state = element('p', { className: 'own-state', textContent: 'Đang hỏi trạng thái…' });
  const button = element('button', { type: 'button', className: 'quiet', textContent: 'Bỏ khỏi danh sách' });
  button.append(element('span', { className: 'unseen', textContent: `: ${entry.headline}` }));
  const sent = new Date(entry.at);
  const item = element(
    'li',
    {},
    element('p', {}, element('a', { href: entry.url, textContent: entry.headline })),
    element('p', { className: 'own-when', textContent: Number.isNaN(sent.valueOf()) ? '' : sent.toLocaleString('vi') }),
    state,
    button,
  );
  button.addEventListener('click', () => drop(entry, item));
  return { item, state };
}

all.addEventListener('click', () => {
  clear();
  shown.replaceChildren();
  show();
  heading.focus();
});

const rows = list().map((entry) => ({ entry, ...row(entry) }));
shown.replaceChildren(...rows.map(({ item }) => item));
show();
// One after the other: nobody's list is a storm for the site.
for (const { entry, state } of rows) await ask(entry, state);
