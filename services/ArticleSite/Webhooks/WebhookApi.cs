using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.ArticleSite.Webhooks;

/// <summary>
/// Receives Publisher's webhooks. Answers 2xx only after what they say is committed; what it does not know it ignores.
/// </summary>
public static class WebhookApi
{
    private const int MaxBodyBytes = 20 * 1024;

    public static void MapWebhooks(this IEndpointRouteBuilder app) =>
        app.MapPost("/webhooks/comments", ReceiveAsync)
            .WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes), new RepeatableAttribute());

    private static async Task<Results<NoContent, ProblemHttpResult>> ReceiveAsync(
        HttpRequest request,
        [FromHeader(Name = "webhook-id")] string? id,
        [FromHeader(Name = "webhook-timestamp")] string? timestamp,
        [FromHeader(Name = "webhook-signature")] string? signatures,
        WebhookSignature signature,
        WebhookStore store,
        CancellationToken cancellation
    )
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        if (
            id is null
            || timestamp is null
            || signatures is null
            || !signature.IsGenuine(id, timestamp, signatures, body.GetBuffer().AsSpan(0, (int)body.Length))
        )
            return Problems.Of(
                401,
                "webhook-not-genuine",
                "Chữ ký của webhook không hợp lệ.",
                "The webhook's signature is not valid."
            );
        if (!signature.IsFresh(timestamp))
            return Problems.Of(
                401,
                "webhook-too-old",
                "Thời điểm gửi webhook lệch quá 5 phút.",
                "The webhook's time is more than 5 minutes from now."
            );
        try
        {
            await TakeInAsync(JsonSerializer.Deserialize<Webhook>(body.ToArray(), Webhook.Json), store, cancellation);
            Counted.WebhooksReceived.Add(1);
            return TypedResults.NoContent();
        }
        catch (Exception exception) when (exception is JsonException || IsRefused(exception))
        {
            return Problems.Of(400, "malformed-request", "Nội dung webhook sai định dạng.", "The webhook's body is malformed.");
        }
    }

    private static Task TakeInAsync(Webhook? webhook, WebhookStore store, CancellationToken cancellation) =>
        webhook switch
        {
            { Type: Webhook.Approved } => store.ShowAsync(Data<ApprovedComment>(webhook), cancellation),
            { Type: Webhook.Retracted } => store.RetractAsync(Data<RetractedComment>(webhook), cancellation),
            _ => Task.CompletedTask,
        };

    /// <summary>A value that no column takes, such as a text with U+0000.</summary>
    private static bool IsRefused(Exception exception) =>
        exception is PostgresException { SqlState: { } state }
        && (state.StartsWith("22", StringComparison.Ordinal) || state == PostgresErrorCodes.ProgramLimitExceeded);

    private static T Data<T>(Webhook webhook) =>
        webhook.Data.Deserialize<T>(Webhook.Json) ?? throw new JsonException($"{webhook.Type} has no data.");
}
