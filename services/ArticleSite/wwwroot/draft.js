// Keeps what is being written in this browser alone, for each article and each comment that is answered, without phone and code,
// until it is sent or a week old. The form works without this, and where a browser keeps nothing.
const maxAge = 7 * 24 * 60 * 60 * 1000;
const form = document.getElementById('viet-binh-luan');
const news = document.getElementById('ban-nhap');
const fields = ['name', 'title', 'content'].map((id) => document.getElementById(id));
const written = fields.slice(1);
const key = `ban-nhap:${new URL(form.action).pathname}:${form.elements.parentId?.value ?? ''}`;

const stored = (use) => {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
};

const forget = () => stored((storage) => storage.removeItem(key));

const keep = () => {
  if (written.every((field) => field.value.trim() === '')) {
    forget();
    return;
  }
  const texts = Object.fromEntries(fields.map((field) => [field.id, field.value]));
  stored((storage) => storage.setItem(key, JSON.stringify({ at: Date.now(), texts })));
};

const restore = () => {
  const draft = stored((storage) => JSON.parse(storage.getItem(key)));
  if (!draft || !(Date.now() - draft.at < maxAge)) {
    forget();
    return;
  }
  // What the server gave back is newer.
  if (written.some((field) => field.value !== '')) return;
  for (const field of fields) {
    if (field.value === '') field.value = draft.texts[field.id] ?? '';
  }
  const drop = document.createElement('button');
  drop.type = 'button';
  drop.className = 'quiet';
  drop.textContent = 'Bỏ bản nháp';
  drop.addEventListener('click', () => {
    for (const field of written) {
      field.value = '';
      field.dispatchEvent(new Event('input'));
    }
    forget();
    news.textContent = 'Đã bỏ bản nháp.';
    document.getElementById('content').focus();
  });
  news.replaceChildren('Đã khôi phục bản nháp chưa gửi, chỉ lưu trên máy này. ', drop);
};

// The page says for a while that a comment was sent; what is written after that is another draft.
const sent = document.getElementById('da-gui')?.dataset.id;
if (sent && stored((storage) => storage.getItem('da-gui')) !== sent) {
  stored((storage) => {
    for (const name of Object.keys(storage)) {
      if (name.startsWith(key.slice(0, key.lastIndexOf(':') + 1))) storage.removeItem(name);
    }
    storage.setItem('da-gui', sent);
  });
}
restore();
for (const field of fields) field.addEventListener('input', keep);
