using Dapper;
using Moderation.Intake.Articles;
using Moderation.Intake.Limits;
using Npgsql;

namespace Moderation.Intake.Submissions;

/// <summary>Reads what decides whether texts are taken in. Until the transaction's end no other copy decides.</summary>
internal static class AdmissionStore
{
    /// <param name="transaction">That writes them.</param>
    /// <param name="articleIds">Under which they stand.</param>
    /// <param name="keys">Of the buckets that they take from.</param>
    /// <returns>The articles that are known, by id; when each bucket that is not full will be; the database's time.</returns>
    public static async Task<(
        Dictionary<string, ArticleSettings> Articles,
        Dictionary<Guid, DateTimeOffset> FullAt,
        DateTimeOffset Now
    )> ReadAsync(NpgsqlTransaction transaction, string[] articleIds, Guid[] keys)
    {
        const string sql = $"{TokenBucketStore.Lock}; {ArticleStore.Select}; {TokenBucketStore.Select}";
        await using var results = await transaction.Connection!.QueryMultipleAsync(
            sql,
            new { ArticleIds = articleIds, Keys = keys },
            transaction
        );
        var now = await results.ReadSingleAsync<DateTimeOffset>();
        var articles = await results.ReadAsync<ArticleSettings>();
        var fullAt = (await results.ReadAsync<(Guid, DateTimeOffset)>()).ToDictionary();
        return (articles.ToDictionary(article => article.Id, StringComparer.Ordinal), fullAt, now);
    }
}
