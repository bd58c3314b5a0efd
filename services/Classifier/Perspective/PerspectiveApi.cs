using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Moderation.Classifier.Features;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Moderation.Text;
using Npgsql;

namespace Moderation.Classifier.Perspective;

/// <summary>
/// Perspective's <c>comments:analyze</c>, so that a site on Coral or on any of its clients changes one address. Under any base
/// path, such as <c>/v1alpha1/comments:analyze?key=…</c>. Nothing is stored, whatever <c>doNotStore</c> says. Their
/// <c>comments:suggestscore</c> is stored unless <c>doNotStore</c> forbids it. No text is logged.
/// </summary>
internal static class PerspectiveApi
{
    /// <summary>Perspective's own limit of a text, in bytes of UTF-8.</summary>
    private const int MaxTextBytes = 20_480;

    /// <summary>A text at its limit, each letter written as a JSON escape, and what stands beside it.</summary>
    private const int MaxBodyBytes = 6 * MaxTextBytes + 16 * 1024;

    public static void MapPerspective(this IEndpointRouteBuilder app)
    {
        app.MapPost("/{**method:regex((^|/)comments:analyze$)}", AnalyzeAsync);
        app.MapPost("/{**method:regex((^|/)comments:suggestscore$)}", SuggestAsync);
        app.MapFeedback();
    }

    private static Task<IResult> AnalyzeAsync(HttpContext context, ModelInUse model, PerspectiveOptions options) =>
        AnswerAsync(context, options, body =>
        {
            var request = AnalyzeRequest.Read(body);
            var text = CheckedText(request.Text, request.IsHtml);
            var languages = CheckedLanguages(request, text.Text);
            var scorer = model.Scorer ?? throw PerspectiveException.NoModel();
            return Task.FromResult<object>(Answer(request, text, languages, scorer));
        });

    private static Task<IResult> SuggestAsync(HttpContext context, FeedbackStore store, PerspectiveOptions options) =>
        AnswerAsync(context, options, async body =>
        {
            var request = SuggestRequest.Read(body);
            var text = CheckedText(request.Text, request.IsHtml).Text;
            // PostgreSQL has no room for it.
            if (text.Contains('\0', StringComparison.Ordinal))
                throw PerspectiveException.Refused("INVALID_REQUEST", "Comment text holds U+0000");
            if (!request.DoNotStore)
                await StoreAsync(store, request, text, context.RequestAborted);
            return new SuggestAnswer([TextLanguage.Of(text)], request.Languages, request.ClientToken);
        });

    private static async Task StoreAsync(
        FeedbackStore store,
        SuggestRequest request,
        string text,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await store.AddAsync(request, text, cancellationToken);
        }
        // The tables may be missing for a moment too, when the service starts.
        catch (Exception exception) when (exception is TimeoutException or NpgsqlException)
        {
            throw PerspectiveException.NowhereToStore();
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context,
        PerspectiveOptions options,
        Func<byte[], Task<object>> answer
    )
    {
        try
        {
            if (options.ApiKey is { Length: > 0 } key && !Matches(context.Request.Query["key"].ToString(), key))
                throw PerspectiveException.KeyRefused();
            return Results.Json(await answer(await ReadBodyAsync(context)), AnalyzeAnswer.Json);
        }
        catch (PerspectiveException refused)
        {
            return Results.Json(refused.Body, AnalyzeAnswer.Json, statusCode: refused.Status);
        }
    }

    private static bool Matches(string given, string key) =>
        CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(key))
        );

    /// <summary>
    /// Whatever its media type: browsers' <c>fetch</c> sends such bodies as plain text, and Perspective takes them.
    /// </summary>
    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBodyBytes;
        try
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw PerspectiveException.BodyTooLarge(MaxBodyBytes);
        }
    }

    private static ShownText CheckedText(string sent, bool isHtml)
    {
        if (Encoding.UTF8.GetByteCount(sent) > MaxTextBytes)
            throw PerspectiveException.Refused("COMMENT_TOO_LONG", "Comment text too long.");
        var text = isHtml ? ShownText.OfHtml(sent) : ShownText.OfPlain(sent);
        if (HiddenCharacters.IsBlank(text.Text))
            throw PerspectiveException.Refused("COMMENT_EMPTY", "Comment must be non-empty.");
        return text;
    }

    /// <summary>
    /// Clients name English for want of Vietnamese, so what they name is not believed: a text is refused only if it reads as
    /// another language.
    /// </summary>
    /// <returns>The languages that were detected.</returns>
    private static string[] CheckedLanguages(AnalyzeRequest request, string text)
    {
        string[] detected = [TextLanguage.Of(text)];
        var foreign = !request.Languages.Any(IsVietnamese) && ForeignText.Is(text);
        foreach (var attribute in request.Attributes.Where(attribute => attribute.Label is null || foreign).ToList())
        {
            if (!request.DropsUnsupported)
                throw PerspectiveException.LanguageNotSupported(attribute.Name, request.Languages, detected);
            request.Attributes.Remove(attribute);
        }

        return detected;
    }

    private static bool IsVietnamese(string language) =>
        language.Equals("vi", StringComparison.OrdinalIgnoreCase)
        || language.StartsWith("vi-", StringComparison.OrdinalIgnoreCase);

    private static AnalyzeAnswer Answer(AnalyzeRequest request, ShownText text, string[] detected, CommentScorer scorer)
    {
        var (scores, spans) = request.SpanAnnotations
            ? scorer.Explain(Input(text.Text))
            : new Explanation(scorer.Score(Input(text.Text)), [], Rejection: null);
        var attributes = new Dictionary<string, AttributeScore>(StringComparer.Ordinal);
        foreach (var (name, label, threshold) in request.Attributes)
        {
            if (scores[label!.Value] is { } score && score >= threshold)
                attributes[name] = new AttributeScore(
                    request.SpanAnnotations ? SpansOf(label.Value, spans, text, scorer) : null,
                    new PerspectiveScore(score)
                );
        }

        return new AnalyzeAnswer(
            attributes.Count > 0 ? attributes : null,
            request.Languages.Count > 0 ? request.Languages : detected,
            detected,
            request.ClientToken
        );
    }

    /// <summary>The stretches that raised the score, each with the score that it gets alone.</summary>
    private static List<PerspectiveSpan> SpansOf(
        ScoreLabel label,
        IReadOnlyList<ScoreSpan> spans,
        ShownText text,
        CommentScorer scorer
    ) =>
        [
            .. from span in spans
            where span.Label == label
            let alone = scorer.Score(Input(text.Text[span.Start..span.End]))[label]!.Value
            let original = text.ToOriginal(span.Start, span.End)
            select new PerspectiveSpan(original.Start, original.End, new PerspectiveScore(alone)),
        ];

    private static CommentInput Input(string text) => new("", text, "");
}
