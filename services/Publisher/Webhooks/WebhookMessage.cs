using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using Moderation.ServiceDefaults;

namespace Moderation.Publisher.Webhooks;

/// <summary>How an endpoint wants messages written.</summary>
public static class WebhookFormats
{
    /// <summary><c>{"type","timestamp","data"}</c>, as Standard Webhooks 1.0.0 recommends.</summary>
    public const string Standard = "standard";

    /// <summary>CloudEvents 1.0 in JSON, structured mode; signed in the same way.</summary>
    public const string CloudEvents = "cloudevents";

    internal static readonly string[] All = [Standard, CloudEvents];
}

/// <summary>What an endpoint may be told of.</summary>
public static class WebhookEvents
{
    public const string Approved = "comment.approved";

    /// <summary>To whoever has taken in the comment; whoever does not ask for it gets <see cref="Approved"/>.</summary>
    public const string Edited = "comment.edited";

    public const string Retracted = "comment.retracted";

    /// <summary>An article takes comments in another way than before.</summary>
    public const string ArticleChanged = "article.changed";

    internal static readonly string[] All = [Approved, Edited, Retracted, ArticleChanged];

    /// <summary>What an endpoint is told of that does not say.</summary>
    internal static readonly string[] Usual = [Approved, Retracted];

    /// <summary>Some of them; whoever is told of edits has to have been told of the comment.</summary>
    internal static bool AreValid(IReadOnlyCollection<string?> events) =>
        events.Count > 0
        && events.All(one => All.Contains(one, StringComparer.Ordinal))
        && (!events.Contains(Edited, StringComparer.Ordinal) || events.Contains(Approved, StringComparer.Ordinal));
}

/// <param name="Type">What happened, such as <see cref="WebhookEvents.Approved"/>.</param>
/// <param name="At">When.</param>
/// <param name="Subject">To what; null when it tells of nothing.</param>
/// <param name="Data">What there is to say of it.</param>
internal sealed record WebhookMessage(string Type, DateTimeOffset At, string? Subject, object Data)
{
    /// <summary>
    /// Letters and emoji stay what they are, or the longest comments would pass the 20 kB that Standard Webhooks lets a body
    /// have.
    /// </summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new PlainTextConverter() },
    };

    private static readonly JsonEventFormatter Formatter = new(Json, default);

    /// <summary>A webhook that tells of nothing, for trying an endpoint.</summary>
    public static WebhookMessage Test(DateTimeOffset at) => new("webhook.test", at, null, new { });

    /// <summary>The same bytes on every attempt.</summary>
    /// <param name="format">One of <see cref="WebhookFormats"/>.</param>
    /// <param name="id">The <c>webhook-id</c>.</param>
    /// <param name="source">Who tells.</param>
    public (byte[] Body, MediaTypeHeaderValue ContentType) Write(string format, Guid id, Uri source)
    {
        if (format != WebhookFormats.CloudEvents)
            return (
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        Type,
                        Timestamp = At,
                        Data,
                    },
                    Json
                ),
                new MediaTypeHeaderValue(MediaTypeNames.Application.Json, "utf-8")
            );
        var written = Formatter.EncodeStructuredModeMessage(
            new CloudEvent(CloudEventsSpecVersion.V1_0)
            {
                Id = id.ToString(),
                Source = source,
                Type = Type,
                Time = At,
                Subject = Subject,
                DataContentType = MediaTypeNames.Application.Json,
                Data = Data,
            },
            out var contentType
        );
        return (written.ToArray(), MediaTypeHeaderValue.Parse(contentType.ToString()));
    }
}
