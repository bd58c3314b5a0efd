namespace Moderation.ArticleSite.Comments;

/// <summary>What the reader is told when a comment was not taken.</summary>
/// <param name="Status">HTTP status of the page.</param>
/// <param name="Notice">What concerns the whole form.</param>
/// <param name="Fields">What is wrong in each field, in the order of the form.</param>
public sealed record FormErrors(int Status, string? Notice, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields)
{
    private static readonly string[] FieldNames = ["name", "phone", "title", "content"];

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
                    .Errors.Where(e => !FieldNames.Contains(e.Key))
                    .SelectMany(e => e.Value)
                    .Select(e => e.Vi + " Nội dung bạn viết vẫn còn bên dưới.")
                    .FirstOrDefault(),
                FieldNames
                    .Where(refused.Errors.ContainsKey)
                    .ToDictionary(
                        name => name,
                        name => (IReadOnlyList<string>)[.. refused.Errors[name].Select(e => e.Vi)],
                        StringComparer.Ordinal
                    )
            ),
            IntakeAnswer.SentBefore => new(
                StatusCodes.Status409Conflict,
                "Lần gửi trước của bạn đã được ghi nhận, với nội dung khác. "
                    + "Nếu muốn gửi thêm bình luận này, bạn hãy bấm “Gửi bình luận” lần nữa.",
                NoFields
            ),
            IntakeAnswer.TooOften => new(
                StatusCodes.Status429TooManyRequests,
                "Bạn gửi bình luận hơi nhanh. Nội dung vẫn còn bên dưới; bạn hãy đợi ít phút rồi gửi lại.",
                NoFields
            ),
            _ => new(
                StatusCodes.Status503ServiceUnavailable,
                "Chưa gửi được bình luận vì hệ thống nhận bình luận đang gián đoạn. "
                    + "Nội dung bạn viết vẫn còn bên dưới; bạn hãy thử gửi lại sau ít phút.",
                NoFields
            ),
        };

    /// <summary>The errors of one field.</summary>
    public IReadOnlyList<string> In(string field) => Fields.GetValueOrDefault(field, []);
}
