using System.Text.Json;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>One change of one comment on its way to one site, with the public copy as it is now.</summary>
public sealed record Delivery(
    Guid WebhookId,
    int Attempts,
    TimeSpan Age,
    Guid CommentId,
    string ArticleId,
    Guid? ParentId,
    string? Name,
    string? Title,
    string? Content,
    bool Edited,
    bool Featured,
    string? Badge,
    int Revision,
    int Version,
    DateTimeOffset? SubmittedAt,
    DateTimeOffset ApprovedAt,
    DateTimeOffset? RetractedAt
)
{
    /// <summary>
    /// Letters and emoji stay what they are, or the longest comments would pass the 20 kB that Standard Webhooks lets a body
    /// have.
    /// </summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new PlainTextConverter() },
    };

    /// <summary>
    /// The message, the same bytes on every attempt: <c>{"type","timestamp","data"}</c>. A retraction carries no text.
    /// </summary>
    public byte[] Body() =>
        RetractedAt is { } retractedAt
            ? JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    Type = "comment.retracted",
                    Timestamp = retractedAt,
                    Data = new
                    {
                        Id = CommentId,
                        ArticleId,
                        Revision,
                        Version,
                        RetractedAt,
                    },
                },
                Json
            )
            : JsonSerializer.SerializeToUtf8Bytes(
                new
                {
                    Type = "comment.approved",
                    Timestamp = ApprovedAt,
                    Data = new
                    {
                        Id = CommentId,
                        ArticleId,
                        ParentId,
                        Name,
                        Title,
                        Content,
                        Edited,
                        Featured,
                        Badge,
                        Revision,
                        Version,
                        SubmittedAt,
                        ApprovedAt,
                    },
                },
                Json
            );
}
