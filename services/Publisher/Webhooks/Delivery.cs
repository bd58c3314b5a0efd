using System.Text.Encodings.Web;
using System.Text.Json;

namespace Moderation.Publisher.Webhooks;

/// <summary>One change of one comment on its way to one site, with the public copy as it is now.</summary>
public sealed record Delivery(
    Guid WebhookId, int Attempts, TimeSpan Age, Guid CommentId, string ArticleId, Guid? ParentId, string? Name, string? Title, string? Content,
    int Revision, int Version, DateTimeOffset? SubmittedAt, DateTimeOffset ApprovedAt, DateTimeOffset? RetractedAt)
{
    /// <summary>Letters stay letters, or Vietnamese would double in size and pass the 20 kB that sites take. It is JSON, never part of a page.</summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message, the same bytes on every attempt: <c>{"type","timestamp","data"}</c>. A retraction carries no text.</summary>
    public byte[] Body() => RetractedAt is { } retractedAt
        ? JsonSerializer.SerializeToUtf8Bytes(new
        {
            Type = "comment.retracted",
            Timestamp = retractedAt,
            Data = new { Id = CommentId, ArticleId, Revision, Version, RetractedAt },
        }, Json)
        : JsonSerializer.SerializeToUtf8Bytes(new
        {
            Type = "comment.approved",
            Timestamp = ApprovedAt,
            Data = new { Id = CommentId, ArticleId, ParentId, Name, Title, Content, Revision, Version, SubmittedAt, ApprovedAt },
        }, Json);
}
