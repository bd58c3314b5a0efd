using System.Text.RegularExpressions;
using Dapper;
using Npgsql;

namespace Moderation.ArticleSite.Articles;

/// <summary>How often articles were opened.</summary>
public sealed partial class ViewStore(NpgsqlDataSource database)
{
    /// <summary>Counts one view if a person asks, and returns the sum.</summary>
    public Task<long> CountAsync(HttpRequest request, string articleId, CancellationToken cancellation) =>
        IsReader(request) ? AddAsync(articleId, cancellation) : ReadAsync(articleId, cancellation);

    public async Task<long> ReadAsync(string articleId, CancellationToken cancellation) =>
        (await ReadAsync([articleId], cancellation)).GetValueOrDefault(articleId);

    /// <returns>By article; one that nobody has opened is missing.</returns>
    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(string[] articleIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var views = await connection.QueryAsync<(string Article, long Views)>(
            new CommandDefinition(
                "SELECT article_id, views FROM article_views WHERE article_id = ANY(@articleIds)",
                new { articleIds },
                cancellationToken: cancellation
            )
        );
        return views.ToDictionary(v => v.Article, v => v.Views, StringComparer.Ordinal);
    }

    /// <summary>The ids of the articles with the most views, the most viewed first.</summary>
    public async Task<IReadOnlyList<string>> MostViewedAsync(int count, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return
        [
            .. await connection.QueryAsync<string>(
                new CommandDefinition(
                    "SELECT article_id FROM article_views ORDER BY views DESC, article_id LIMIT @count",
                    new { count },
                    cancellationToken: cancellation
                )
            ),
        ];
    }

    private async Task<long> AddAsync(string articleId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await connection.QuerySingleAsync<long>(
            new CommandDefinition(
                """
                INSERT INTO article_views (article_id, views) VALUES (@articleId, 1)
                ON CONFLICT (article_id) DO UPDATE SET views = article_views.views + 1
                RETURNING views
                """,
                new { articleId },
                cancellationToken: cancellation
            )
        );
    }

    private static bool IsReader(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        return HttpMethods.IsGet(request.Method)
            && agent.Length > 0
            && !Robot().IsMatch(agent)
            && !request.Headers["Sec-Purpose"].ToString().Contains("prefetch", StringComparison.Ordinal);
    }

    [GeneratedRegex("bot|crawl|spider|slurp|preview|monitor|headless", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Robot();
}
