using Microsoft.AspNetCore.Http.HttpResults;

namespace Moderation.ServiceDefaults;

/// <summary>The answer to a query whose parameters are not valid.</summary>
public static class InvalidQuery
{
    public static ProblemHttpResult Of(IReadOnlyDictionary<string, IReadOnlyList<FieldError>> errors) =>
        Problems.Of(400, "invalid-query", "Tham số chưa hợp lệ.", "A parameter is not valid.", errors);

    /// <summary>Of one parameter; the error's code is its name and <c>-invalid</c>.</summary>
    public static ProblemHttpResult Of(string parameter, string vi, string en) =>
        Of(
            new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
            {
                [parameter] = [new($"{parameter}-invalid", vi, en)],
            }
        );

    public static ProblemHttpResult Cursor() => Of("cursor", "Con trỏ trang không hợp lệ.", "The cursor is not one of ours.");
}
