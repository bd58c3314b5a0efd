import { addWords } from '../words.js';

addWords({
  vi: {
    'lists.intro': 'Mỗi mục được so theo cả từ, dù viết hoa, bỏ dấu, chèn dấu chấm hay viết bằng ký tự giống nhau. Thay đổi có hiệu lực ngay với bình luận mới.',
    'lists.readOnly': 'Bạn chỉ xem được. Trưởng ca và quản trị viên sửa các danh sách này.',
    'lists.everywhere': 'Danh sách có hiệu lực ở mọi chuyên mục, còn bạn chỉ phụ trách vài chuyên mục, nên bạn chỉ xem được.',
    'list.banned': 'Từ cấm', 'list.suspect': 'Từ nghi ngờ', 'list.allowed': 'Từ cho phép', 'list.terms': '{n} mục',
    'list.banned.does': 'Từ chối bình luận. Khi tự động từ chối đang tắt thì giữ lại và khuyên từ chối.',
    'list.suspect.does': 'Giữ bình luận lại để người duyệt xem.',
    'list.allowed.does': 'Bỏ qua chỗ bị hai danh sách kia phát hiện nhầm, như trong “Thái Bình Dương”.',

    'terms.search': 'Tìm trong danh sách', 'terms.download': 'Tải về tệp văn bản', 'terms.none': 'Danh sách chưa có mục nào.',
    'terms.found': '{n} trong {of} mục.', 'terms.more': 'Còn {n} mục không hiện ở đây: gõ để tìm.', 'terms.remove': 'Bỏ “{term}”', 'terms.keep': 'Giữ lại “{term}”',

    edit: 'Sửa danh sách', 'edit.add': 'Thêm mục, mỗi dòng một mục', 'edit.line': 'Dòng {n}:', 'edit.more': 'và {n} lỗi nữa', 'edit.unsaved': 'Chưa lưu: thêm {added}, bỏ {removed}.',
    'edit.look': 'Xem trước rồi lưu', 'edit.looking': 'Đang xem trước…', 'edit.reset': 'Bỏ thay đổi',
    file: 'Lấy từ tệp…', 'file.form': 'Tệp văn bản mỗi dòng một mục, hoặc CSV một cột, mã UTF-8.', 'file.read': '{name}: {n} mục, {doubles} mục trùng.',
    'file.refused': 'Tệp chưa dùng được, chưa có gì thay đổi.', 'file.add': 'Thêm vào danh sách', 'file.replace': 'Thay cả danh sách',

    change: 'Xem trước: {list}', 'change.back': 'Trở về phiên bản {n}', 'change.revert': 'Trở về', 'change.newer': 'Phiên bản {n} được lưu lúc {at}.',
    'change.again': 'Lấy bản mới, giữ thay đổi của tôi',
    'difference.added': 'Thêm {n}:', 'difference.removed': 'Bỏ {n}:', 'difference.more': 'và {n} mục nữa', 'difference.none': 'Không có mục nào thay đổi.',
    outlook: 'Với bình luận đang chờ', 'outlook.none': 'Không bình luận nào đang chờ có kết quả khác.', 'outlook.gained': '{n} bình luận sẽ có từ bị phát hiện.', 'outlook.lost': '{n} bình luận sẽ không còn từ bị phát hiện.',
    'outlook.all': 'Đã xem cả {n} bình luận đang chờ.', 'outlook.newest': 'Đã xem {n} bình luận mới nhất trong số đang chờ.', 'outlook.gains': 'sẽ bị phát hiện', 'outlook.loses': 'sẽ thôi bị phát hiện',
    saved: '✓ Đã lưu phiên bản {n}: thêm {added}, bỏ {removed}.',

    apply: 'Áp dụng cho bình luận đang chờ', 'apply.intro': 'Bình luận đã nằm trong hàng đợi chỉ được xem lại theo các danh sách và chính sách hiện hành khi bạn yêu cầu.',
    'apply.do': 'Áp dụng', 'apply.sure': 'Mọi bình luận đang chờ được xem lại theo danh sách và chính sách hiện hành. Bình luận có thể sang hàng đợi khác, và nếu tự động duyệt hay từ chối đang bật thì được quyết định luôn.',
    'run.examined': 'Đã xem {n} trong {of} bình luận đang chờ.', 'run.done': 'Xong: đã xem {n} bình luận, {changed} có kết quả khác trước.',

    versions: 'Các phiên bản', 'versions.none': 'Danh sách chưa được sửa lần nào.', version: 'Phiên bản {n}', 'version.back': 'trở về phiên bản {n}', 'version.current': 'đang dùng',
  },
  en: {
    'lists.intro': 'Terms are compared as whole words, also when they are written in capitals, without diacritics, with dots inside or in look-alike letters. A change holds at once for new comments.',
    'lists.readOnly': 'You can read these lists. Seniors and administrators change them.',
    'lists.everywhere': 'The lists hold in every section and you look after some, so you can read them only.',
    'list.banned': 'Banned words', 'list.suspect': 'Suspect words', 'list.allowed': 'Allowed words', 'list.terms': '{n} terms',
    'list.banned.does': 'Rejects the comment. While automatic rejection is off, holds it with the advice to reject.',
    'list.suspect.does': 'Holds the comment for a moderator.',
    'list.allowed.does': 'Takes back false hits of the other two, as in “Thái Bình Dương”.',

    'terms.search': 'Search the list', 'terms.download': 'Download as a text file', 'terms.none': 'The list has no terms yet.',
    'terms.found': '{n} of {of} terms.', 'terms.more': '{n} more are not shown here: type to find them.', 'terms.remove': 'Remove “{term}”', 'terms.keep': 'Keep “{term}”',

    edit: 'Change the list', 'edit.add': 'Terms to add, one a line', 'edit.line': 'Line {n}:', 'edit.more': 'and {n} more', 'edit.unsaved': 'Not saved: {added} added, {removed} removed.',
    'edit.look': 'Preview, then save', 'edit.looking': 'Looking ahead…', 'edit.reset': 'Discard the changes',
    file: 'From a file…', 'file.form': 'A text file with one term a line, or a CSV of one column, in UTF-8.', 'file.read': '{name}: {n} terms, {doubles} doubles.',
    'file.refused': 'The file cannot be used; nothing was changed.', 'file.add': 'Add to the list', 'file.replace': 'Replace the list',

    change: 'Preview: {list}', 'change.back': 'Revert to version {n}', 'change.revert': 'Revert', 'change.newer': 'Version {n} was saved on {at}.',
    'change.again': 'Load the newer one, keep my changes',
    'difference.added': '{n} added:', 'difference.removed': '{n} removed:', 'difference.more': 'and {n} more', 'difference.none': 'No term changes.',
    outlook: 'For the comments that wait', 'outlook.none': 'Nothing changes for any comment that waits.', 'outlook.gained': '{n} comments will have a hit.', 'outlook.lost': '{n} comments will have no hit any more.',
    'outlook.all': 'All {n} comments that wait were looked at.', 'outlook.newest': 'The newest {n} comments that wait were looked at.', 'outlook.gains': 'will be hit', 'outlook.loses': 'no longer hit',
    saved: '✓ Version {n} is saved: {added} added, {removed} removed.',

    apply: 'Apply to the comments that wait', 'apply.intro': 'Comments that are in the queue already are looked at again, by the lists and the policy of now, only when you ask for it.',
    'apply.do': 'Apply', 'apply.sure': 'Every comment that waits is looked at again by the lists and the policy of now. Comments may move to another queue, and are decided at once where automatic approval or rejection is on.',
    'run.examined': '{n} of {of} waiting comments looked at.', 'run.done': 'Done: {n} comments looked at, {changed} came out differently.',

    versions: 'Versions', 'versions.none': 'The list was never changed.', version: 'Version {n}', 'version.back': 'back to version {n}', 'version.current': 'in force',
  },
});
