import { signal, effect } from '../lib/signals/signals.mjs';

/** Every text of the triage screen and of the frame of all pages. Vietnamese is the newsroom's language; English is a switch. */
const words = {
  vi: {
    product: 'Kiểm duyệt bình luận', signIn: 'Đăng nhập', signOut: 'Đăng xuất', name: 'Tên', password: 'Mật khẩu', other: 'English',
    online: 'trực tuyến', offline: 'mất kết nối, đang thử lại', close: 'Đóng', cancel: 'Thôi', save: 'Lưu', wait: 'Đang gửi…', loading: 'Đang tải…',
    unreached: 'Không kết nối được với máy chủ. Hãy thử lại.', again: 'Thử lại',

    places: 'Các trang', 'place.queue': 'Hàng đợi', 'place.log': 'Nhật ký', 'place.policy': 'Chính sách', 'place.lists': 'Danh sách từ', 'place.bans': 'Tác giả bị hạn chế',
    'place.statistics': 'Việc của tôi', 'place.people': 'Người dùng', more: 'Xem thêm',

    queues: 'Hàng đợi', pending: 'Chờ duyệt', suspect: 'Nghi ngờ', unscored: 'Chưa chấm điểm', approved: 'Đã duyệt', rejected: 'Từ chối',
    list: 'Danh sách bình luận', arrived: '{n} bình luận mới ↑', search: 'Tìm trong bình luận',
    order: 'Sắp theo', 'order.mix': 'rủi ro và tuổi', 'order.risk': 'rủi ro', 'order.age': 'cũ nhất trước',
    filter: 'Lọc', without: 'Bỏ lọc', any: 'tất cả', from: 'từ', to: 'đến', 'filter.section': 'Chuyên mục', 'filter.article': 'Bài', 'filter.author': 'Một tác giả', 'filter.cluster': 'Gần giống nhau', onlyCluster: 'Xem cả cụm',
    'filter.label': 'Điểm', 'filter.minScore': 'Mức', 'filter.q': 'Tìm', 'filter.from': 'Từ ngày', 'filter.to': 'Đến ngày',
    done: 'Đã duyệt xong. Không còn bình luận chờ.', doneMore: 'Bình luận mới sẽ tự hiện ra ở đây.', elsewhere: 'Còn {n} bình luận ở', none: 'Chưa có bình luận nào ở đây.',
    noMatch: 'Không có bình luận nào khớp.', noMatchMore: 'Bỏ bớt điều kiện lọc ở trên để xem thêm.',

    anonymous: 'không có số điện thoại', reply: 'trả lời', skipped: 'đã bỏ qua', masked: 'đã ẩn số', holds: '{who} đang xem',
    goneBy: '{who} đã {what} bình luận này.', takenBack: 'Chưa thực hiện được', dismiss: 'Xong', see: 'Xem', unseen: 'ký tự ẩn',
    failed: 'Không gửi được. Bình luận đã được đặt lại vào danh sách.',
    scores: 'Điểm của máy', 'score.toxicity': 'độc hại', 'score.hate': 'thù ghét', 'score.spam': 'quảng cáo', 'score.constructive': 'xây dựng',
    'level.highest': 'rất cao', 'level.high': 'cao', 'level.middle': 'vừa', 'level.low': 'thấp', notScored: 'chưa chấm điểm', restLow: 'còn lại thấp', allLow: 'mọi điểm đều thấp',
    heldFor: 'Giữ vì', approvedBy: 'Tự động duyệt vì', rejectedBy: 'Tự động từ chối vì', adviceReject: 'máy khuyên từ chối', advised: 'gợi ý',
    'rule.not-scored': 'máy chưa chấm điểm kịp', 'rule.nothing-found': 'chưa bật duyệt tự động',
    'rule.banned-author': 'tác giả bị chặn', 'rule.muted-author': 'tác giả bị giữ', 'rule.banned-words': 'từ cấm', 'rule.suspect-words': 'từ nghi ngờ',
    'rule.contacts-in-text': 'trong bài có', 'rule.near-duplicate': 'gần giống {count} bình luận khác', 'rule.new-author': 'tác giả mới, {count} bình luận đã duyệt',
    'rule.author-flood': 'tác giả gửi dồn dập, {count} bình luận', 'rule.article-flood': 'bài đang bị gửi dồn dập, {count} bình luận',
    'found.banned': 'từ cấm', 'found.suspect': 'từ nghi ngờ', 'found.phone': 'số điện thoại', 'found.email': 'thư điện tử', 'found.bankAccount': 'số tài khoản', 'found.link': 'liên kết',
    heldBy: '{who} giữ lại',

    actions: 'Việc với bình luận đang chọn', approve: 'Duyệt', mask: 'Ẩn số và duyệt', edit: 'Biên tập', reject: 'Từ chối', hold: 'Giữ', skip: 'Bỏ qua', undo: 'Hoàn tác', retract: 'Rút lại',
    reason: 'Lý do', reasonTitle: 'Lý do từ chối', otherReason: 'Đổi lý do', skipTitle: 'Vì sao bỏ qua?', note: 'Ghi chú nội bộ (không bắt buộc)',
    spam: 'Quảng cáo/Spam', personalAttack: 'Công kích cá nhân', hateSpeech: 'Ngôn từ thù ghét', obscenity: 'Tục tĩu',
    misinformation: 'Thông tin sai', offTopic: 'Không liên quan', personalData: 'Lộ thông tin cá nhân', illegal: 'Vi phạm pháp luật',
    'skip.unsure': 'Chưa chắc', 'skip.notMine': 'Không thuộc phần tôi', 'skip.needsContext': 'Cần biết thêm', 'skip.secondOpinion': 'Xin ý kiến thứ hai',
    'did.approve': 'duyệt', 'did.reject': 'từ chối', 'did.hold': 'giữ', 'did.undo': 'hoàn tác',
    'done.approve': 'Đã duyệt', 'done.mask': 'Đã ẩn số và duyệt', 'done.edit': 'Đã biên tập', 'done.reject': 'Đã từ chối', 'done.hold': 'Đã giữ lại', 'done.undo': 'Đã hoàn tác', 'done.retract': 'Đã rút lại',
    'done.skip': 'Đã bỏ qua', 'done.note': 'Đã lưu ghi chú', 'done.reason': 'Đã đổi lý do', 'done.undoBatch': 'Đã hoàn tác lô {n} bình luận', 'done.ban': 'Đã lưu',
    'done.batch.approve': 'Đã duyệt {n} bình luận', 'done.batch.reject': 'Đã từ chối {n} bình luận',
    seconds: '{n} giây', nothingToUndo: 'Chưa có gì để hoàn tác', nothingYet: 'Chưa có quyết định nào', nothingToMask: 'Không thấy số điện thoại hay liên kết để ẩn.',

    edited: 'đã biên tập', takenOut: 'bỏ đi', putIn: 'thêm vào', 'edited.erased': 'Bản biên tập đã được xóa.',
    'edit.title-of': 'Biên tập trước khi đăng', 'edit.effect': 'Bản gốc được giữ lại. Bạn đọc thấy bản này, với dấu “đã biên tập”.', 'edit.title': 'Tiêu đề', 'edit.content': 'Nội dung',
    'edit.length': '{n} / {most} ký tự', 'edit.changes': 'Thay đổi so với bản gốc', 'edit.none': 'Chưa thay đổi gì.', 'edit.publish': 'Duyệt bản đã biên tập', 'edit.restore': 'Trở về bản gốc',
    'edit.empty': 'Không được để trống.', 'edit.long': 'Dài quá {most} ký tự.', 'edit.large': 'Vượt quá {most} byte.',

    context: 'Ngữ cảnh', choose: 'Chọn một bình luận để xem ngữ cảnh.', article: 'Bài viết', openArticle: 'Mở bài viết', onlyArticle: 'Chỉ bài này', onlyAuthor: 'Chỉ tác giả này', around: 'Ngữ cảnh',
    parent: 'bình luận cha', sibling: 'bình luận cùng bài', thisOne: 'Bình luận đang chọn', parentUnknown: 'Bình luận cha chưa đi qua đây.', history: 'Lịch sử', policy: 'Chính sách tự động',
    notes: 'Ghi chú nội bộ', newNote: 'Thêm ghi chú', skippedIt: 'bỏ qua',
    author: 'Tác giả', record: 'Hồ sơ', firstTime: 'Lần đầu bình luận', approvedOnes: 'duyệt', rejectedOnes: 'từ chối', waitingOnes: 'đang chờ', lastOnes: 'Bình luận gần đây',
    pendingOnes: 'Đang chờ', rejectAll: 'Từ chối mọi bình luận đang chờ của tác giả này', ban: 'Hạn chế tác giả', banEffect: 'Cách', mute: 'giữ mọi bình luận', banning: 'từ chối mọi bình luận',
    banBy: 'Nhận ra bằng', 'by.phone': 'số điện thoại', 'by.device': 'thiết bị', 'by.name': 'họ tên', banDays: 'Trong', days: '{n} ngày', forEver: 'không thời hạn',

    batch: 'Theo lô', batchOf: 'Trong hàng đợi {queue}, với các điều kiện lọc đang đặt.', histogram: 'Số bình luận theo điểm', then: 'Rồi', counting: 'Đang đếm…',
    batchCount: '{n} bình luận được chọn', sample: 'Xem thử {n} bình luận', 'batch.approve': 'Duyệt {n} bình luận', 'batch.reject': 'Từ chối {n} bình luận',
    batchSkipped: '{n} bình luận được bỏ qua vì đã thay đổi:', undoBatch: 'Hoàn tác cả lô', onlyWaiting: 'Theo lô chỉ dùng cho bình luận đang chờ.',
    'left.leased': 'đang có người xem', 'left.already-decided': 'đã được quyết định', 'left.other-revision': 'đã được sửa', 'left.other-section': 'thuộc chuyên mục khác', 'left.not-found': 'không còn',

    language: 'Ngôn ngữ', theme: 'Giao diện', 'theme.system': 'theo máy', 'theme.light': 'sáng', 'theme.dark': 'tối',
    'switch.blurred': 'Làm mờ từ xúc phạm cho đến khi chọn bình luận', 'switch.greyscale': 'Thang xám', 'switch.single': 'Xem từng bình luận một',
    keys: 'Phím tắt', help: 'Phím', move: 'tới, lui', change: 'Đổi phím', pressKey: 'Nhấn phím mới cho “{what}”, hoặc Esc để thôi.', keyTaken: 'Phím này đã có việc khác trong trình duyệt.',
    keyUsed: 'Phím này đang dùng cho “{what}”.', resetKeys: 'Trở về phím ban đầu', keyNote: 'Nhấn vào một phím để đổi. Phím không có tác dụng khi đang gõ chữ, và vẫn đúng khi bật bộ gõ tiếng Việt.',
    'key.next': 'bình luận kế tiếp', 'key.previous': 'bình luận trước', 'key.approve': 'duyệt', 'key.mask': 'ẩn số và duyệt', 'key.edit': 'biên tập rồi duyệt', 'key.reject': 'từ chối, rồi chọn lý do',
    'key.reason': 'lý do', 'key.hold': 'giữ lại để xem kỹ', 'key.skip': 'bỏ qua, để người khác xem', 'key.undo': 'hoàn tác', 'key.arrivals': 'hiện bình luận mới',
    'key.queue': 'hàng đợi kế tiếp', 'key.search': 'tìm', 'key.batch': 'duyệt theo lô', 'key.author': 'hồ sơ tác giả', 'key.note': 'viết ghi chú', 'key.context': 'vào phần ngữ cảnh', 'key.policy': 'chính sách',
    'key.single': 'xem từng bình luận một', 'key.help': 'bảng phím này', 'key.cancel': 'thôi, thả bình luận',
  },
  en: {
    product: 'Comment moderation', signIn: 'Sign in', signOut: 'Sign out', name: 'Name', password: 'Password', other: 'Tiếng Việt',
    online: 'online', offline: 'connection lost, trying again', close: 'Close', cancel: 'Cancel', save: 'Save', wait: 'Sending…', loading: 'Loading…',
    unreached: 'The server cannot be reached. Please try again.', again: 'Try again',

    places: 'Pages', 'place.queue': 'Queue', 'place.log': 'Log', 'place.policy': 'Policy', 'place.lists': 'Word lists', 'place.bans': 'Restricted authors',
    'place.statistics': 'My work', 'place.people': 'People', more: 'Show more',

    queues: 'Queues', pending: 'Waiting', suspect: 'Suspect', unscored: 'Not scored', approved: 'Approved', rejected: 'Rejected',
    list: 'Comments', arrived: '{n} new comments ↑', search: 'Search the comments',
    order: 'Order', 'order.mix': 'risk and age', 'order.risk': 'risk', 'order.age': 'oldest first',
    filter: 'Filter', without: 'Remove filter', any: 'any', from: 'from', to: 'to', 'filter.section': 'Section', 'filter.article': 'Article', 'filter.author': 'One author', 'filter.cluster': 'Near-duplicates', onlyCluster: 'See the cluster',
    'filter.label': 'Score', 'filter.minScore': 'Level', 'filter.q': 'Search', 'filter.from': 'From day', 'filter.to': 'To day',
    done: 'All done. No comment is waiting.', doneMore: 'New comments will show up here by themselves.', elsewhere: '{n} comments wait in', none: 'No comment here yet.',
    noMatch: 'No comment matches.', noMatchMore: 'Remove a filter above to see more.',

    anonymous: 'no phone number', reply: 'reply', skipped: 'skipped', masked: 'masked', holds: '{who} is on it',
    goneBy: '{who}: {what} this comment.', takenBack: 'Not done', dismiss: 'Dismiss', see: 'Show', unseen: 'hidden character',
    failed: 'It could not be sent. The comment is back in the list.',
    scores: 'Scores', 'score.toxicity': 'toxic', 'score.hate': 'hate', 'score.spam': 'spam', 'score.constructive': 'constructive',
    'level.highest': 'very high', 'level.high': 'high', 'level.middle': 'medium', 'level.low': 'low', notScored: 'not scored', restLow: 'others low', allLow: 'all scores low',
    heldFor: 'Held:', approvedBy: 'Approved by rule:', rejectedBy: 'Rejected by rule:', adviceReject: 'advice: reject', advised: 'advised',
    'rule.not-scored': 'no scores came in time', 'rule.nothing-found': 'automatic approval is off',
    'rule.banned-author': 'banned author', 'rule.muted-author': 'muted author', 'rule.banned-words': 'banned words', 'rule.suspect-words': 'suspect words',
    'rule.contacts-in-text': 'the text holds', 'rule.near-duplicate': 'much like {count} others', 'rule.new-author': 'new author, {count} approved',
    'rule.author-flood': 'the author floods, {count} comments', 'rule.article-flood': 'the article is flooded, {count} comments',
    'found.banned': 'banned word', 'found.suspect': 'suspect word', 'found.phone': 'phone number', 'found.email': 'e-mail address', 'found.bankAccount': 'bank account', 'found.link': 'link',
    heldBy: '{who} held it',

    actions: 'Actions on the comment in focus', approve: 'Approve', mask: 'Mask and approve', edit: 'Edit', reject: 'Reject', hold: 'Hold', skip: 'Skip', undo: 'Undo', retract: 'Retract',
    reason: 'Reason', reasonTitle: 'Reason for rejecting', otherReason: 'Change reason', skipTitle: 'Why skip it?', note: 'Internal note (optional)',
    spam: 'Advertising/spam', personalAttack: 'Personal attack', hateSpeech: 'Hate speech', obscenity: 'Obscenity',
    misinformation: 'Misinformation', offTopic: 'Off topic', personalData: 'Personal data', illegal: 'Illegal',
    'skip.unsure': 'Not sure', 'skip.notMine': 'Not my part', 'skip.needsContext': 'Needs context', 'skip.secondOpinion': 'Second opinion',
    'did.approve': 'approved', 'did.reject': 'rejected', 'did.hold': 'held', 'did.undo': 'undid',
    'done.approve': 'Approved', 'done.mask': 'Masked and approved', 'done.edit': 'Edited and approved', 'done.reject': 'Rejected', 'done.hold': 'Held', 'done.undo': 'Undone', 'done.retract': 'Retracted',
    'done.skip': 'Skipped', 'done.note': 'Note saved', 'done.reason': 'Reason changed', 'done.undoBatch': 'The batch of {n} is undone', 'done.ban': 'Saved',
    'done.batch.approve': '{n} comments approved', 'done.batch.reject': '{n} comments rejected',
    seconds: '{n} s', nothingToUndo: 'Nothing to undo yet', nothingYet: 'No decision yet', nothingToMask: 'There is no phone number or link to mask.',

    edited: 'edited', takenOut: 'taken out', putIn: 'put in', 'edited.erased': 'The edited text was erased.',
    'edit.title-of': 'Edit before publishing', 'edit.effect': 'The original is kept. Readers see this text, marked as edited.', 'edit.title': 'Title', 'edit.content': 'Content',
    'edit.length': '{n} / {most} characters', 'edit.changes': 'What differs from the original', 'edit.none': 'Nothing is changed yet.', 'edit.publish': 'Approve the edited text', 'edit.restore': 'Back to the original',
    'edit.empty': 'It must not be empty.', 'edit.long': 'It is longer than {most} characters.', 'edit.large': 'It is larger than {most} bytes.',

    context: 'Context', choose: 'Choose a comment to see its context.', article: 'Article', openArticle: 'Open the article', onlyArticle: 'Only this article', onlyAuthor: 'Only this author', around: 'Context',
    parent: 'parent', sibling: 'comment on the same article', thisOne: 'The comment in focus', parentUnknown: 'The parent has not passed here.', history: 'History', policy: 'Policy',
    notes: 'Internal notes', newNote: 'Add a note', skippedIt: 'skipped it',
    author: 'Author', record: 'Record', firstTime: 'First comment', approvedOnes: 'approved', rejectedOnes: 'rejected', waitingOnes: 'waiting', lastOnes: 'Latest comments',
    pendingOnes: 'Waiting', rejectAll: 'Reject all that waits of this author', ban: 'Restrict the author', banEffect: 'How', mute: 'hold all comments', banning: 'reject all comments',
    banBy: 'Known by', 'by.phone': 'phone number', 'by.device': 'device', 'by.name': 'name', banDays: 'For', days: '{n} days', forEver: 'no end',

    batch: 'Batch', batchOf: 'In the queue {queue}, with the filters that are set.', histogram: 'Comments by score', then: 'Then', counting: 'Counting…',
    batchCount: '{n} comments chosen', sample: 'A sample of {n}', 'batch.approve': 'Approve {n} comments', 'batch.reject': 'Reject {n} comments',
    batchSkipped: '{n} comments were passed over, since they changed:', undoBatch: 'Undo the batch', onlyWaiting: 'A batch is for comments that wait.',
    'left.leased': 'somebody is on it', 'left.already-decided': 'decided already', 'left.other-revision': 'changed', 'left.other-section': 'of another section', 'left.not-found': 'gone',

    language: 'Language', theme: 'Appearance', 'theme.system': 'as the system', 'theme.light': 'light', 'theme.dark': 'dark',
    'switch.blurred': 'Blur offensive words until their comment has the focus', 'switch.greyscale': 'Greyscale', 'switch.single': 'One comment at a time',
    keys: 'Keys', help: 'Keys', move: 'move', change: 'Change the key', pressKey: 'Press the new key for “{what}”, or Esc.', keyTaken: 'The browser needs this key.',
    keyUsed: 'This key stands for “{what}”.', resetKeys: 'Back to the original keys', keyNote: 'Click a key to change it. Keys do nothing while you type, and work with a Vietnamese input method switched on.',
    'key.next': 'next comment', 'key.previous': 'previous comment', 'key.approve': 'approve', 'key.mask': 'mask and approve', 'key.edit': 'edit, then approve', 'key.reject': 'reject, then choose a reason',
    'key.reason': 'reason', 'key.hold': 'hold for a closer look', 'key.skip': 'skip, for somebody else', 'key.undo': 'undo', 'key.arrivals': 'show new comments',
    'key.queue': 'next queue', 'key.search': 'search', 'key.batch': 'decide a batch', 'key.author': 'the author’s record', 'key.note': 'write a note', 'key.context': 'into the context', 'key.policy': 'the policy',
    'key.single': 'one comment at a time', 'key.help': 'this list of keys', 'key.cancel': 'cancel, let the comment go',
  },
};

/** Adds the texts of a page that the triage screen does not have. */
export function addWords(more) {
  for (const [of, texts] of Object.entries(more)) Object.assign(words[of], texts);
}

export const language = signal(localStorage.getItem('language') === 'en' ? 'en' : 'vi');

effect(() => {
  localStorage.setItem('language', language.value);
  document.documentElement.lang = language.value;
});

export const switchLanguage = () => { language.value = language.value === 'vi' ? 'en' : 'vi'; };

/** The text called `name`, with `{…}` filled in. */
export const say = (name, values = {}) => fill(words[language.value][name], values);

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** The same for a name that may be unknown, such as a rule of a later version: then it stands for itself. */
export const sayOr = (name, otherwise) => words[language.value][name] ?? otherwise;

/** What the server says, or what to say when it says nothing. */
export function explain({ problem }, otherwise) {
  const [first] = Object.values(problem?.errors ?? {}).flat();
  return (first ?? problem)?.[language.value] ?? say(otherwise);
}

export const number = (value, digits = 2) =>
  new Intl.NumberFormat(language.value, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

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
