using Microsoft.AspNetCore.Http.HttpResults;
using Moderation.Contracts;
using Moderation.Intake.Authors;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Moderation.Text.Contacts;

namespace Moderation.Intake.Data;

/// <summary>What a request to erase that came by letter must be, and why something is not done for it.</summary>
public static class ErasureRequestErrors
{
    private const int LongestReference = 40;
    private const int OldestDays = 366;

    /// <returns>The beginning of the day on which it came; counts only without errors.</returns>
    public static DateTimeOffset Check(NewErasureRequest request, DateTimeOffset now, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(errors);
        if (request.Id == Guid.Empty)
            errors.Add("id", "invalid-id", "Mã của yêu cầu phải là một UUID.", "The id of the request must be a UUID.");
        if (!IsReference(request.Reference))
            errors.Add(
                "reference",
                "invalid-reference",
                "Số hồ sơ gồm 1 đến 40 chữ, số và . / - _, không có dấu cách, không phải số điện thoại, ví dụ 128/ĐN-2026. "
                    + "Đừng ghi tên hay số điện thoại của người yêu cầu: chúng sẽ nằm lại sau khi đã xóa.",
                "A reference has 1 to 40 letters, digits and . / - _, no spaces, and is no telephone number, such as "
                    + "128/DN-2026. Do not write who asks for it: that would stay when all else is erased."
            );
        if (ErasureChannels.All.All(channel => channel.Name != request.Channel))
            errors.Add("channel", "invalid-channel", "Hãy chọn kênh nhận yêu cầu.", "Please choose how the request came.");
        var today = ErasureClock.DayOf(now);
        if (request.ReceivedOn is not { } day || day > today || day < today.AddDays(-OldestDays))
        {
            errors.Add(
                "receivedOn",
                "invalid-day",
                "Ngày nhận phải là một ngày trong vòng một năm qua, không muộn hơn hôm nay.",
                "The day on which it came must be one of the last year, and not later than today."
            );
            return default;
        }
        return ErasureClock.BeginningOf(day);
    }

    /// <returns>What to look for, or null after it was said what is wrong.</returns>
    public static (NamedComments Named, Phone? Phone, string? Name)? Check(SoughtComments sought, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(sought);
        ArgumentNullException.ThrowIfNull(errors);
        var named = NamedComments.Parse(sought.Comments ?? "");
        if (named.Total > FoundComments.Most)
            errors.Add(
                "comments",
                "too-many",
                $"Mỗi lần tìm được tối đa {FoundComments.Most} bình luận.",
                $"At most {FoundComments.Most} comments can be looked for at a time."
            );
        var phone = Phone.Check(sought.Phone, errors);
        var (name, faults) = (TextRule.CommentName with { Required = false }).Check(sought.Name);
        errors.Add("name", faults);
        if (!errors.Any && named.Total == 0 && phone is null && name is null)
            errors.Add(
                "comments",
                "nothing-to-find",
                "Hãy nhập ít nhất một mục: mã hoặc đường dẫn của bình luận, số điện thoại, họ tên.",
                "Please give something to look for: ids or links of comments, a telephone number, a name."
            );
        return errors.Any ? null : (named, phone, name?.Normalize());
    }

    /// <returns>The problem of what was not done.</returns>
    public static ProblemHttpResult Of(RequestChange change) =>
        change switch
        {
            RequestChange.Closed => Problems.Of(
                409,
                "request-closed",
                "Yêu cầu này đã được trả lời xong. Nếu có thư mới, hãy nhập một yêu cầu mới.",
                "This request is closed. When another letter comes, enter another request."
            ),
            RequestChange.NoSuchComment => Problems.Of(
                404,
                "no-such-comment",
                "Có bình luận không tồn tại, hoặc là trả lời của tòa soạn. Chưa có gì bị xóa.",
                "One of the comments does not exist, or is the newsroom's own. Nothing was erased."
            ),
            RequestChange.NothingErased => Problems.Of(
                409,
                "nothing-erased",
                "Chưa có bình luận nào được xóa theo yêu cầu này. Hãy xóa trước, hoặc từ chối với lý do.",
                "No comment was erased for this request. Erase some first, or refuse it with a reason."
            ),
            RequestChange.ErasedAlready => Problems.Of(
                409,
                "erased-already",
                "Đã có bình luận được xóa theo yêu cầu này, nên không từ chối được nữa.",
                "Comments were erased for this request, so it cannot be refused any more."
            ),
            _ => Problems.Of(404, "no-such-request", "Không có yêu cầu này.", "There is no such request."),
        };

    private static bool IsReference(string? text) =>
        text is { Length: >= 1 and <= LongestReference }
        && text.All(c => char.IsLetterOrDigit(c) || c is '.' or '/' or '-' or '_')
        && text.IsNormalized()
        && ContactReader.Find(text).Count == 0;
}
