using Moderation.ServiceDefaults;

namespace Moderation.ArticleSite.Comments;

/// <summary>What the reader is told when a comment was not taken.</summary>
/// <param name="Status">HTTP status of the page.</param>
/// <param name="Notice">What concerns the whole form.</param>
/// <param name="Fields">What is wrong in each field, in the order of the form.</param>
public sealed record FormErrors(int Status, string? Notice, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    /// <summary>The form's fields by their names at Intake, in the form's order.</summary>
    private static readonly IReadOnlyList<(string AtIntake, string Name)> FieldNames =
    [
        ("name", "name"),
        ("phone", "phone"),
        ("email", "email"),
        ("title", "title"),
        ("content", "content"),
        ("consent", "consent"),
        ("captcha.answer", "code"),
        ("captcha.id", "code"),
    ];

    private static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> NoFields = new Dictionary<
        string,
        IReadOnlyList<string>
    >(StringComparer.Ordinal);

    public static FormErrors None { get; } = new(StatusCodes.Status200OK, null, NoFields);

    public bool Any => Notice is not null || Fields.Count > 0;

    public static FormErrors Of(IntakeAnswer answer) =>
        answer switch
        {
            IntakeAnswer.Refused refused => new(
                StatusCodes.Status400BadRequest,
                // What no field of the form can mend, such as a reply to a comment that is gone.
                refused
                    .Errors.Where(e => !FieldNames.Any(field => field.AtIntake == e.Key))
                    .SelectMany(e => e.Value)
                    .Select(e => e.Vi + " Nội dung bạn viết vẫn còn bên dưới.")
                    .FirstOrDefault(),
                FieldNames
                    .Where(field => refused.Errors.ContainsKey(field.AtIntake))
                    .GroupBy(field => field.Name, field => refused.Errors[field.AtIntake], StringComparer.Ordinal)
                    .ToDictionary(
                        field => field.Key,
                        field => (IReadOnlyList<string>)[.. field.SelectMany(errors => errors).Select(error => error.Vi)],
                        StringComparer.Ordinal
                    )
            )
            {
                SpendsCode = refused.Errors.Any(e => e.Key == "parentId" || e.Value.Any(IsOfSpentCode)),
            },
            IntakeAnswer.SentBefore => new(
                StatusCodes.Status409Conflict,
                "Lần gửi trước của bạn đã được ghi nhận, với nội dung khác. "
                    + "Nếu muốn gửi thêm bình luận này, bạn hãy bấm “Gửi bình luận” lần nữa.",
                NoFields
            )
            {
                SpendsCode = true,
            },
            IntakeAnswer.NotTaken notTaken => new(
                StatusCodes.Status409Conflict,
                notTaken.Words + " Nội dung bạn viết vẫn còn bên dưới.",
                NoFields
            ),
            IntakeAnswer.TooOften tooOften => new(
                StatusCodes.Status429TooManyRequests,
                (tooOften.Words ?? "Bạn gửi bình luận hơi nhanh; vui lòng gửi lại sau ít phút.")
                    + " Nội dung bạn viết vẫn còn bên dưới.",
                NoFields
            ),
            _ => new(
                StatusCodes.Status503ServiceUnavailable,
                "Chưa gửi được bình luận vì hệ thống nhận bình luận đang gián đoạn. "
                    + "Nội dung bạn viết vẫn còn bên dưới; bạn hãy thử gửi lại sau ít phút.",
                NoFields
            ),
        };

    /// <summary>The code that came with the form is good for nothing any more.</summary>
    public bool SpendsCode { get; private init; }

    /// <summary>Whether the code is all that is wrong.</summary>
    public bool OnlyCode => Notice is null && Fields.Count == 1 && Fields.ContainsKey("code");

    private static bool IsOfSpentCode(FieldError error) =>
        error.Code.StartsWith("captcha-", StringComparison.Ordinal) && error.Code != "captcha-required";

    /// <summary>The errors of one field.</summary>
    public IReadOnlyList<string> In(string field) => Fields.GetValueOrDefault(field, []);
}
