import { passwordWords } from '../password-words.js';
import { addWords } from '../words.js';

addWords(passwordWords);
addWords({
  vi: {
    'me.intro': 'Các con số của riêng bạn. Không ai khác thấy chúng, và không có bảng so sánh.',
    'me.hours': '24 giờ qua', 'me.hoursSum': '{n} quyết định, nhiều nhất {most} trong một giờ', 'me.noHours': 'Chưa có quyết định nào trong 24 giờ qua.',
    'me.hour': 'Giờ', 'me.decisions': 'Quyết định', 'me.atHour': '{at}: {n} quyết định',
    'me.month': '30 ngày qua', 'me.decided': 'Quyết định', 'me.approve': 'Duyệt', 'me.reject': 'Từ chối', 'me.hold': 'Giữ', 'me.overturned': 'Người khác đã hoàn tác',
    'me.log': 'Xem trong nhật ký', 'me.oldest': 'Đang chờ lâu nhất', 'me.noneWaits': 'Không còn bình luận nào chờ bạn.', 'me.toOldest': 'Mở hàng đợi, cũ nhất trước',
    'me.password': 'Đổi mật khẩu', 'me.passwordEffect': 'Các phiên khác của bạn sẽ kết thúc; phiên này vẫn tiếp tục.', 'me.oldPassword': 'Mật khẩu hiện tại', 'me.changed': 'Đã đổi mật khẩu.',
  },
  en: {
    'me.intro': 'Your own figures. Nobody else sees them, and there is no comparison.',
    'me.hours': 'The last 24 hours', 'me.hoursSum': '{n} decisions, at most {most} in one hour', 'me.noHours': 'No decision in the last 24 hours.',
    'me.hour': 'Hour', 'me.decisions': 'Decisions', 'me.atHour': '{at}: {n} decisions',
    'me.month': 'The last 30 days', 'me.decided': 'Decisions', 'me.approve': 'Approved', 'me.reject': 'Rejected', 'me.hold': 'Held', 'me.overturned': 'Taken back by others',
    'me.log': 'See them in the log', 'me.oldest': 'Waiting longest', 'me.noneWaits': 'No comment waits for you.', 'me.toOldest': 'Open the queue, oldest first',
    'me.password': 'Change the password', 'me.passwordEffect': 'Your other sessions end; this one goes on.', 'me.oldPassword': 'Present password', 'me.changed': 'The password is changed.',
  },
});
