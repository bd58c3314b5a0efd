using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Moderation.Intake.Site;
using Moderation.ServiceDefaults;

namespace Moderation.Intake.Articles;

/// <summary>What the site's server sets for an article; what it leaves out is as if nothing had been set.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ArticleRequest(
    string? Status,
    int? SlowMinutes,
    int? CloseAfterDays,
    bool? PreModerated,
    string? PublishedAt
);

/// <summary>Whether an article takes comments.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Status"><c>open</c>, <c>readOnly</c> or <c>closed</c>, also if it has closed by itself.</param>
/// <param name="SlowMinutes">A reader may send one comment in so many minutes; 0 is no limit.</param>
/// <param name="CloseAfterDays">As it was set; null is as everywhere.</param>
/// <param name="PreModerated">A person looks at each comment: nothing is published by machine.</param>
/// <param name="PublishedAt">As it was set.</param>
/// <param name="ClosesAt">When it closes, or has closed, by itself.</param>
/// <param name="Vi">What readers are told in place of the form, or above it; null when there is nothing to say.</param>
/// <param name="En">The same in English.</param>
public sealed record ArticleState(
    string ArticleId,
    string Status,
    int SlowMinutes,
    int? CloseAfterDays,
    bool PreModerated,
    DateTimeOffset? PublishedAt,
    DateTimeOffset? ClosesAt,
    string? Vi,
    string? En
);

/// <summary>Whether articles take comments: anybody may ask; the site's server sets it, and so does the console.</summary>
public static class ArticleApi
{
    private const int MostMinutes = 24 * 60;

    public static void MapArticles(this IEndpointRouteBuilder app)
    {
        app.MapReading("/articles/{articleId}/settings", FindAsync).ProducesProblem(400);
        app.MapPut("/articles/{articleId}/settings", SetAsync).ProducesProblem(400).ProducesProblem(403);
        var operation = app.MapOperation("/articles");
        operation.MapGet("", ListAsync).WithSummary("Articles of which anything is set, at most 200");
        operation.MapGet("/{articleId}", FindAsync).ProducesProblem(400);
        operation.MapPut("/{articleId}", StoreAsync).ProducesProblem(400);
    }

    private static async Task<Results<Ok<ArticleState>, ProblemHttpResult>> FindAsync(
        string articleId,
        ArticleStore articles,
        ArticleOptions options
    )
    {
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        var (article, now) = await articles.FindAsync(articleId);
        return TypedResults.Ok(StateOf(article, now, options));
    }

    private static async Task<Ok<IReadOnlyList<ArticleState>>> ListAsync(ArticleStore articles, ArticleOptions options)
    {
        var (set, now) = await articles.ListAsync();
        return TypedResults.Ok<IReadOnlyList<ArticleState>>([.. set.Select(article => StateOf(article, now, options))]);
    }

    private static ArticleState StateOf(ArticleSettings article, DateTimeOffset now, ArticleOptions options)
    {
        var status = article.StatusAt(now, options);
        var notice = ArticleWords.Notice(status, article.SlowMinutes);
        return new ArticleState(
            article.Id,
            status,
            article.SlowMinutes,
            article.CloseAfterDays,
            article.PreModerated,
            article.PublishedAt,
            article.ClosesAt(options),
            notice?.Vi,
            notice?.En
        );
    }

    [Repeatable]
    private static async Task<Results<Ok<ArticleState>, ProblemHttpResult>> SetAsync(
        string articleId,
        [FromHeader(Name = SitePolicy.KeyHeader)] string? siteKey,
        ArticleRequest request,
        HttpContext http,
        SitePolicy site,
        ArticleStore articles,
        ArticleOptions options
    )
    {
        var (caller, _) = await site.RecogniseAsync(http, siteKey);
        if (SitePolicy.RefusalOf(caller) is { } refusal)
            return refusal;
        return await StoreAsync(articleId, request, articles, options);
    }

    [Repeatable]
    private static async Task<Results<Ok<ArticleState>, ProblemHttpResult>> StoreAsync(
        string articleId,
        ArticleRequest request,
        ArticleStore articles,
        ArticleOptions options
    )
    {
        if (!ArticleId.IsValid(articleId))
            return ArticleId.Invalid();
        var (article, errors) = Check(articleId, request);
        if (errors.Count > 0)
            return Problems.Of(400, "invalid-fields", "Thiết lập chưa hợp lệ.", "The settings are not valid.", errors);
        await articles.SetAsync(article);
        return await FindAsync(articleId, articles, options);
    }

    private static (ArticleSettings, Dictionary<string, IReadOnlyList<FieldError>> Errors) Check(
        string articleId,
        ArticleRequest request
    )
    {
        var errors = new Dictionary<string, IReadOnlyList<FieldError>>(StringComparer.Ordinal);
        var publishedAt = Instants.Parse(request.PublishedAt);
        if (request.Status is { } status && !ArticleStatus.All.Contains(status, StringComparer.Ordinal))
            errors["status"] =
            [
                new("invalid-status", "Trạng thái phải là open, readOnly hoặc closed.", "It is open, readOnly or closed."),
            ];
        if (request.PublishedAt is not null && publishedAt is null)
            errors["publishedAt"] = [Instants.Fault("publishedAt")];
        Within("slowMinutes", request.SlowMinutes, MostMinutes);
        Within("closeAfterDays", request.CloseAfterDays, ArticleOptions.MostDays);
        return (
            new ArticleSettings
            {
                Id = articleId,
                Status = request.Status ?? ArticleStatus.Open,
                SlowMinutes = request.SlowMinutes ?? 0,
                CloseAfterDays = request.CloseAfterDays,
                PreModerated = request.PreModerated ?? false,
                PublishedAt = publishedAt,
            },
            errors
        );

        void Within(string field, int? value, int most)
        {
            if (value is < 0 || value > most)
                errors[field] = [new("out-of-range", $"Phải từ 0 đến {most}.", $"It is 0 to {most}.")];
        }
    }
}
