import { signal, effect } from '../lib/signals/signals.mjs';

/** Every text of the console. Vietnamese is the newsroom's language; English is a switch. */
const words = {
  vi: {
    product: 'Kiểm duyệt bình luận', other: 'English', signIn: 'Đăng nhập', signOut: 'Đăng xuất', name: 'Tên', password: 'Mật khẩu',
    online: 'trực tuyến', offline: 'mất kết nối, đang thử lại',
    queues: 'Hàng đợi', pending: 'Chờ duyệt', suspect: 'Nghi ngờ', unscored: 'Chưa chấm điểm', approved: 'Đã duyệt', rejected: 'Từ chối',
    list: 'Danh sách bình luận', arrived: '{n} bình luận mới ↓', loading: 'Đang tải…',
    done: 'Đã duyệt xong. Không còn bình luận chờ.', doneMore: 'Bình luận mới sẽ tự hiện ra ở đây.',
    none: 'Chưa có bình luận nào ở đây.', anonymous: 'không có số điện thoại', reply: 'trả lời', under: 'Dưới bài',
    approve: 'Duyệt', reject: 'Từ chối', hold: 'Giữ', undo: 'Hoàn tác', retract: 'Rút lại', dismiss: 'Bỏ qua',
    reasonTitle: 'Lý do từ chối', note: 'Ghi chú nội bộ (không bắt buộc)', cancel: 'Thôi', noteTooLong: 'Ghi chú dài quá 1.000 ký tự.',
    spam: 'Quảng cáo/Spam', personalAttack: 'Công kích cá nhân', hateSpeech: 'Ngôn từ thù ghét', obscenity: 'Tục tĩu',
    misinformation: 'Thông tin sai', offTopic: 'Không liên quan', personalData: 'Lộ thông tin cá nhân', illegal: 'Vi phạm pháp luật',
    scores: 'Điểm của máy', 'score.toxicity': 'độc hại', 'score.hate': 'thù ghét', 'score.spam': 'quảng cáo', 'score.constructive': 'xây dựng',
    'level.highest': 'rất cao', 'level.high': 'cao', 'level.middle': 'vừa', 'level.low': 'thấp',
    notScored: 'chưa chấm điểm', heldFor: 'Giữ vì', approvedBy: 'Tự động duyệt vì', rejectedBy: 'Tự động từ chối vì', model: 'mẫu',
    'rule.not-scored': 'máy chưa chấm điểm kịp', 'rule.nothing-found': 'chưa bật duyệt tự động',
    'rule.banned-author': 'tác giả bị chặn', 'rule.banned-words': 'có từ cấm', 'rule.muted-author': 'tác giả bị giữ', 'rule.suspect-words': 'có từ đáng ngờ',
    'rule.contacts-in-text': 'có số điện thoại, e-mail, tài khoản hoặc liên kết', 'rule.near-duplicate': 'gần giống bình luận khác',
    'rule.author-flood': 'tác giả gửi dồn dập', 'rule.article-flood': 'bài bị gửi dồn dập', 'rule.new-author': 'tác giả mới',
    adviceReject: 'máy khuyên từ chối',
    heldBy: '{who} giữ lại',
    context: 'Ngữ cảnh', article: 'Bài viết', openArticle: 'Mở bài viết', parent: 'Bình luận cha', parentUnknown: 'Bình luận cha chưa đi qua đây.',
    history: 'Lịch sử', choose: 'Chọn một bình luận để xem ngữ cảnh.', policy: 'Chính sách tự động',
    'did.approve': 'duyệt', 'did.reject': 'từ chối', 'did.hold': 'giữ', 'did.undo': 'hoàn tác', atArticle: 'Bài',
    'done.approve': 'Đã duyệt', 'done.reject': 'Đã từ chối', 'done.hold': 'Đã giữ lại', 'done.undo': 'Đã hoàn tác', 'done.retract': 'Đã rút lại',
    seconds: '{n} giây', sent: 'đã gửi đi', nothingToUndo: 'Chưa có gì để hoàn tác', takenBack: 'Chưa thực hiện được',
    failed: 'Không gửi được. Bình luận đã được đặt lại vào danh sách.', unseen: 'ký tự ẩn',
    move: 'tới/lui', keys: 'Phím tắt', close: 'Đóng', help: 'Phím', wait: 'Đang gửi…', language: 'Ngôn ngữ',
    'key.next': 'bình luận kế tiếp', 'key.previous': 'bình luận trước', 'key.approve': 'duyệt', 'key.reject': 'từ chối, rồi chọn lý do',
    'key.reason': 'lý do từ chối', 'key.hold': 'giữ lại để xem kỹ', 'key.undo': 'hoàn tác', 'key.arrivals': 'hiện bình luận mới',
    'key.queue': 'hàng đợi kế tiếp', 'key.help': 'bảng phím này', 'key.cancel': 'thôi, đóng',
    keyNote: 'Phím không có tác dụng khi đang gõ chữ, và vẫn đúng khi bật bộ gõ tiếng Việt.',
  },
  en: {
    product: 'Comment moderation', other: 'Tiếng Việt', signIn: 'Sign in', signOut: 'Sign out', name: 'Name', password: 'Password',
    online: 'online', offline: 'connection lost, trying again',
    queues: 'Queues', pending: 'Waiting', suspect: 'Suspect', unscored: 'Not scored', approved: 'Approved', rejected: 'Rejected',
    list: 'Comments', arrived: '{n} new comments ↓', loading: 'Loading…',
    done: 'All done. No comment is waiting.', doneMore: 'New comments will show up here by themselves.',
    none: 'No comment here yet.', anonymous: 'no phone number', reply: 'reply', under: 'Under',
    approve: 'Approve', reject: 'Reject', hold: 'Hold', undo: 'Undo', retract: 'Retract', dismiss: 'Dismiss',
    reasonTitle: 'Reason for rejecting', note: 'Internal note (optional)', cancel: 'Cancel', noteTooLong: 'The note is longer than 1,000 characters.',
    spam: 'Advertising/spam', personalAttack: 'Personal attack', hateSpeech: 'Hate speech', obscenity: 'Obscenity',
    misinformation: 'Misinformation', offTopic: 'Off topic', personalData: 'Personal data', illegal: 'Illegal',
    scores: 'Scores', 'score.toxicity': 'toxic', 'score.hate': 'hate', 'score.spam': 'spam', 'score.constructive': 'constructive',
    'level.highest': 'very high', 'level.high': 'high', 'level.middle': 'medium', 'level.low': 'low',
    notScored: 'not scored', heldFor: 'Held:', approvedBy: 'Approved by rule:', rejectedBy: 'Rejected by rule:', model: 'model',
    'rule.not-scored': 'no scores came in time', 'rule.nothing-found': 'automatic approval is off',
    'rule.banned-author': 'banned author', 'rule.banned-words': 'banned words', 'rule.muted-author': 'muted author', 'rule.suspect-words': 'suspect words',
    'rule.contacts-in-text': 'a phone number, e-mail address, account or link', 'rule.near-duplicate': 'much like another comment',
    'rule.author-flood': 'too many by this author', 'rule.article-flood': 'too many under this article', 'rule.new-author': 'new author',
    adviceReject: 'advice: reject',
    heldBy: '{who} held it',
    context: 'Context', article: 'Article', openArticle: 'Open the article', parent: 'Parent comment', parentUnknown: 'The parent has not passed here.',
    history: 'History', choose: 'Choose a comment to see its context.', policy: 'Policy',
    'did.approve': 'approved', 'did.reject': 'rejected', 'did.hold': 'held', 'did.undo': 'undid', atArticle: 'Article',
    'done.approve': 'Approved', 'done.reject': 'Rejected', 'done.hold': 'Held', 'done.undo': 'Undone', 'done.retract': 'Retracted',
    seconds: '{n} s', sent: 'sent', nothingToUndo: 'Nothing to undo yet', takenBack: 'Not done',
    failed: 'It could not be sent. The comment is back in the list.', unseen: 'hidden character',
    move: 'next/previous', keys: 'Keys', close: 'Close', help: 'Keys', wait: 'Sending…', language: 'Language',
    'key.next': 'next comment', 'key.previous': 'previous comment', 'key.approve': 'approve', 'key.reject': 'reject, then choose a reason',
    'key.reason': 'reason for rejecting', 'key.hold': 'hold for a closer look', 'key.undo': 'undo', 'key.arrivals': 'show new comments',
    'key.queue': 'next queue', 'key.help': 'this list of keys', 'key.cancel': 'cancel, close',
    keyNote: 'Keys do nothing while you type, and work with a Vietnamese input method switched on.',
  },
};

export const language = signal(localStorage.getItem('language') === 'en' ? 'en' : 'vi');

effect(() => {
  localStorage.setItem('language', language.value);
  document.documentElement.lang = language.value;
});

export const switchLanguage = () => { language.value = language.value === 'vi' ? 'en' : 'vi'; };

/** The text called `name`, with `{…}` filled in. */
export const say = (name, values = {}) =>
  words[language.value][name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** The same for a name that may be unknown, such as a rule of a later version: then it stands for itself. */
export const sayOr = (name, otherwise) => words[language.value][name] ?? otherwise;

export const number = (value) =>
  new Intl.NumberFormat(language.value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

/** A count as the server gives it: 1,000 stands for any number above 999. */
export const count = (value) => (value > 999 ? '999+' : String(value ?? ''));

export const clock = (moment) =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(moment));

const units = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

export function ago(moment, now) {
  const seconds = Math.max(0, (now - new Date(moment)) / 1000);
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }).format(-Math.floor(seconds / length), unit);
}
