using System.Globalization;
using System.Security.Claims;
using Moderation.Moderator.Erasures;
using Moderation.Moderator.Operations;
using Moderation.Moderator.People;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Articles;

/// <param name="Status"><c>open</c>, <c>readOnly</c> or <c>closed</c>.</param>
/// <param name="SlowMinutes">A reader may send one comment in so many minutes; 0 is no limit.</param>
/// <param name="CloseAfterDays">0 is never; null is as everywhere.</param>
/// <param name="PreModerated">A person looks at each comment.</param>
/// <param name="PublishedAt">As the site set it.</param>
public sealed record ArticleSettings(
    string Status,
    int SlowMinutes,
    int? CloseAfterDays,
    bool PreModerated,
    string? PublishedAt
)
{
    /// <summary>What the log says of it.</summary>
    internal string Detail =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Status}, slowMinutes {SlowMinutes}, closeAfterDays {(object?)CloseAfterDays ?? "–"}, preModerated {PreModerated}"
        );
}

/// <summary>
/// What articles take, which Intake keeps and sites set too. Articles are of every section, so it is for seniors who are limited
/// to none.
/// </summary>
public static class ArticlesApi
{
    internal static void Map(IEndpointRouteBuilder app)
    {
        var read = app.MapGroup("/api/articles").WithTags("articles").ForWholeNewsroom(Rights.SetPolicy);
        read.MapGet("", (IntakeClient intake, CancellationToken cancellationToken) =>
            intake.ReadAsync("articles", cancellationToken)
        );
        read.MapGet("/{article}/settings", async (string article, IntakeClient intake, CancellationToken cancellationToken) =>
                ArticleId.IsValid(article)
                    ? await intake.ReadAsync($"articles/{article}", cancellationToken)
                    : ArticleId.Invalid()
            )
            .ProducesProblem(400);
        read.MapGet("/log", (OperationLog log, CancellationToken cancellationToken, string? cursor = null) =>
                log.PageAsync(OperationAreas.Articles, cursor, cancellationToken)
            )
            .ProducesProblem(400);

        app.MapGroup("/api/articles")
            .WithTags("articles")
            .RequireAntiforgeryToken()
            .ForWholeNewsroom(Rights.SetPolicy)
            .MapPut("/{article}/settings", SetAsync)
            .ProducesProblem(400);
    }

    private static async Task<IResult> SetAsync(string article, ArticleSettings to, ClaimsPrincipal user, IntakeClient intake)
    {
        if (!ArticleId.IsValid(article))
            return ArticleId.Invalid();
        var operation = new AskedOperation(OperationAreas.Articles, "article-set", article, to.Detail);
        return await intake.DoAsync(operation, user.Id(), HttpMethod.Put, $"articles/{article}", to);
    }
}
