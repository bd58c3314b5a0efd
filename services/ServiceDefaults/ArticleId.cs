using Microsoft.AspNetCore.Http.HttpResults;

namespace Moderation.ServiceDefaults;

/// <summary>The site's id of an article: 1 to 100 of the characters that no address has to escape.</summary>
public static class ArticleId
{
    public static bool IsValid(string text) =>
        text.Length is >= 1 and <= 100 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '~' or '-');

    public static ProblemHttpResult Invalid() =>
        Problems.Of(
            400,
            "invalid-article-id",
            "Mã bài viết không đúng.",
            "An article id has 1 to 100 characters of A-Z a-z 0-9 . _ ~ -"
        );
}
