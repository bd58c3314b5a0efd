using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Moderation.ArticleSite.Articles;
using Moderation.ServiceDefaults;
using Polly;

namespace Moderation.ArticleSite.Comments;

/// <summary>Hands a reader's comment to Intake. Never retries by itself: the reader does, with the same key.</summary>
public sealed class IntakeClient(
    HttpClient http,
    IntakeOptions options,
    SiteOptions site,
    TimeProvider time,
    ILogger<IntakeClient> log
)
{
    /// <summary>
    /// Letters and emoji stay what they are: escaped, a text would have up to six times its size.
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

    /// <summary>What Intake's tracking page says of a comment; null when it does not say it soon.</summary>
    public async Task<string?> StatusAsync(SentComment sent, CancellationToken cancellation) =>
        (await AskAsync<Tracked>("track/" + sent.TrackingUrl.Segments[^1], cancellation))?.Status;

    /// <summary>Whether an article takes comments; null when Intake does not say it soon.</summary>
    public Task<ArticleState?> StateAsync(string articleId, CancellationToken cancellation) =>
        AskAsync<ArticleState>($"articles/{articleId}/settings", cancellation);

    /// <summary>What a browser is to work on for a comment, as it came; null when Intake does not say it soon.</summary>
    public Task<JsonObject?> ProofChallengeAsync(string articleId, CancellationToken cancellation) =>
        AskAsync<JsonObject>($"proof-challenges/{articleId}", cancellation);

    private async Task<TAnswer?> AskAsync<TAnswer>(string path, CancellationToken cancellation)
        where TAnswer : class
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return await http.AskSoonAsync<TAnswer>(request, time, Json, cancellation);
    }

    private object Body(Article article, Uri articleUrl, CommentForm form, IPAddress? address) =>
        new
        {
            name = form.Name ?? "",
            phone = form.Phone,
            email = site.Mail && !string.IsNullOrWhiteSpace(form.Email) ? form.Email : null,
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
            reader = new { address = ReaderAddress.Of(address) },
            consent = form.Consent ? Consent.Version : "",
            captcha = site.Challenge.AsksForCode() ? new { id = $"{form.Captcha}", answer = form.Code ?? "" } : null,
            altcha = site.Challenge.AsksForProof() ? form.Altcha ?? "" : null,
        };

    private async Task<IntakeAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.Accepted
                when await response.Content.ReadFromJsonAsync<Receipt>(Json, cancellation)
                    is { Id: var id, TrackingUrl: { IsAbsoluteUri: true, Scheme: "http" or "https" } url }:
                return new IntakeAnswer.Accepted(new SentComment(id, url));
            case HttpStatusCode.BadRequest
            or HttpStatusCode.Conflict when await ProblemAsync(response, cancellation) is { } problem:
                if (problem.Errors is { Count: > 0 } errors)
                    return new IntakeAnswer.Refused(errors);
                if (problem.Vi is { } words && response.StatusCode == HttpStatusCode.Conflict)
                    return new IntakeAnswer.NotTaken(words);
                goto default;
            case HttpStatusCode.Forbidden
                when await ProblemAsync(response, cancellation) is { Code: "reader-not-verified", Vi: { } asked }:
                return new IntakeAnswer.NotTaken(asked);
            case HttpStatusCode.RequestEntityTooLarge:
                return TooLarge;
            case HttpStatusCode.UnprocessableEntity:
                return new IntakeAnswer.SentBefore();
            case HttpStatusCode.TooManyRequests:
                return new IntakeAnswer.TooOften((await ProblemAsync(response, cancellation))?.Vi);
            default:
                log.LogWarning("Intake answered {Status} to a comment", (int)response.StatusCode);
                return new IntakeAnswer.Unavailable();
        }
    }

    /// <summary>Null when something before Intake refused, with a page of its own.</summary>
    private static async Task<Problem?> ProblemAsync(HttpResponseMessage response, CancellationToken cancellation) =>
        response.Content.Headers.ContentType?.MediaType is "application/problem+json" or "application/json"
            ? await response.Content.ReadFromJsonAsync<Problem>(Json, cancellation)
            : null;

    private sealed record Receipt(Guid Id, Uri? TrackingUrl);

    private sealed record Tracked(string Status);

    private sealed record Problem(IReadOnlyDictionary<string, IReadOnlyList<FieldError>>? Errors, string? Code, string? Vi);
}
