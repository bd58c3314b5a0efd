using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Moderation.ArticleSite.Articles;
using Moderation.ServiceDefaults;
using Polly;

namespace Moderation.ArticleSite.Comments;

/// <summary>Hands a reader's comment to Intake. Never retries by itself: the reader does, with the same key.</summary>
public sealed class IntakeClient(HttpClient http, IntakeOptions options, ILogger<IntakeClient> log)
{
    /// <summary>
    /// Letters and emoji stay what they are: escaped, a text that Intake accepts would pass the 16 kB that its bodies may have.
    /// </summary>
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new PlainTextConverter() },
    };

    /// <summary>Of all that is sent, only the content can be that large.</summary>
    private static readonly IntakeAnswer TooLarge = new IntakeAnswer.Refused(
        new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal)
        {
            ["content"] =
            [
                new FieldError(
                    "too-large",
                    "Nội dung quá dài. Bạn hãy rút ngắn rồi gửi lại.",
                    "The content is too long; please shorten it."
                ),
            ],
        }
    );

    /// <param name="article">The article under which the comment stands.</param>
    /// <param name="articleUrl">Its public address.</param>
    /// <param name="form">What the reader typed.</param>
    /// <param name="address">The reader's network address.</param>
    /// <param name="cancellation">The reader went away.</param>
    public async Task<IntakeAnswer> SendAsync(
        Article article,
        Uri articleUrl,
        CommentForm form,
        IPAddress? address,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"articles/{article.Id}/comments")
        {
            Content = JsonContent.Create(Body(article, articleUrl, form, address), options: Json),
        };
        request.Headers.Add("Idempotency-Key", form.SafeKey());
        if (options.ApiKey is { Length: > 0 } apiKey)
            request.Headers.Add("X-Api-Key", apiKey);
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return await ReadAsync(response, cancellation);
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or ExecutionRejectedException
                        or JsonException
                        or TaskCanceledException { InnerException: TimeoutException }
            )
        {
            log.LogWarning("Intake did not take a comment under {ArticleId}: {Reason}", article.Id, exception.Message);
            return new IntakeAnswer.Unavailable();
        }
    }

    private static object Body(Article article, Uri articleUrl, CommentForm form, IPAddress? address) =>
        new
        {
            name = form.Name ?? "",
            phone = form.Phone,
            title = form.Title ?? "",
            // Forms send line ends as two characters; the reader typed one.
            content = form.Content?.ReplaceLineEndings("\n") ?? "",
            parentId = form.ParentId,
            article = new
            {
                headline = article.Headline,
                lead = article.Lead,
                section = article.Section,
                url = articleUrl,
            },
            reader = new { address = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() },
        };

    private async Task<IntakeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.Accepted
                when await response.Content.ReadFromJsonAsync<Receipt>(Json, cancellation)
                    is { TrackingUrl: { IsAbsoluteUri: true, Scheme: "http" or "https" } url }:
                return new IntakeAnswer.Accepted(url);
            case HttpStatusCode.BadRequest
                when await response.Content.ReadFromJsonAsync<Problem>(Json, cancellation) is { Errors: { Count: > 0 } errors }:
                return new IntakeAnswer.Refused(errors);
            case HttpStatusCode.RequestEntityTooLarge:
                return TooLarge;
            case HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity:
                return new IntakeAnswer.SentBefore();
            case HttpStatusCode.TooManyRequests:
                return new IntakeAnswer.TooOften();
            default:
                log.LogWarning("Intake answered {Status} to a comment", (int)response.StatusCode);
                return new IntakeAnswer.Unavailable();
        }
    }

    private sealed record Receipt(Uri? TrackingUrl);

    private sealed record Problem(IReadOnlyDictionary<string, IReadOnlyList<FieldError>>? Errors);
}
