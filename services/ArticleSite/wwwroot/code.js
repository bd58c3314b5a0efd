// Another picture, and its sound, without leaving the page. Without this both are a form post and a link.
const box = document.getElementById('ma-xac-nhan');
const picture = box.querySelector('img');
const sound = box.querySelector('a');
const code = document.getElementById('code');
const news = document.getElementById('code-tin');

const random = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

box.querySelector('button').addEventListener('click', (event) => {
  event.preventDefault();
  const id = random();
  box.querySelector('input[name=captcha]').value = id;
  picture.src = `${box.dataset.path}${id}/hinh`;
  sound.href = `${box.dataset.path}${id}/tieng`;
  news.textContent = 'Đã đổi sang hình khác.';
  code.value = '';
  code.focus({ preventScroll: true });
});

sound.addEventListener('click', async (event) => {
  event.preventDefault();
  news.textContent = '';
  code.focus({ preventScroll: true });
  try {
    await new Audio(sound.href).play();
  } catch {
    news.textContent = 'Chưa phát được tiếng. Bạn hãy bấm “Lấy lại mã” rồi nghe lại.';
  }
});

picture.addEventListener('error', () => {
  news.textContent = 'Chưa lấy được hình. Bạn hãy đợi một lát rồi bấm “Lấy lại mã”.';
});
