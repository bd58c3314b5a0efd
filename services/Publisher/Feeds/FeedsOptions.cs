using System.ComponentModel.DataAnnotations;

namespace Moderation.Publisher.Feeds;

/// <summary>The configuration section <c>Feeds</c>.</summary>
public sealed class FeedsOptions : IValidatableObject
{
    /// <summary>
    /// Where the site shows a comment, with <c>{articleId}</c> and, if it can be linked to by itself, <c>{commentId}</c> in their
    /// places. Without it the entries of a feed have no links.
    /// </summary>
    public string? CommentUrl { get; set; }

    public Uri? UrlOf(string articleId, Guid commentId) =>
        CommentUrl is null
            ? null
            : new Uri(
                CommentUrl
                    .Replace("{articleId}", Uri.EscapeDataString(articleId), StringComparison.Ordinal)
                    .Replace("{commentId}", commentId.ToString(), StringComparison.Ordinal)
            );

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (
            CommentUrl is not null
            && !(
                CommentUrl.Contains("{articleId}", StringComparison.Ordinal)
                && Uri.TryCreate(CommentUrl.Replace('{', 'x').Replace('}', 'x'), UriKind.Absolute, out var url)
                && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            )
        )
            yield return new ValidationResult(
                "Feeds:CommentUrl must be an http or https address with {articleId} in it, such as "
                    + "https://example.com/articles/{articleId}#comment-{commentId}."
            );
    }
}
