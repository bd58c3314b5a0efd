using Dapper;
using Moderation.Intake.Authors;
using Npgsql;

namespace Moderation.Intake.Data;

/// <summary>A comment that may be meant by a request to erase. Its text is not part of it.</summary>
/// <param name="CommentId">The comment.</param>
/// <param name="ArticleId">Under which article.</param>
/// <param name="ArticleHeadline">As the site sent it.</param>
/// <param name="SubmittedAt">When it came in.</param>
/// <param name="Status">One of <see cref="Tracking.SubmissionStatus"/>.</param>
/// <param name="IsNamed">Its id or its link was given.</param>
/// <param name="HasPhone">It came with the phone number.</param>
/// <param name="HasName">It came under the name.</param>
/// <param name="ErasureAskedAt">When it was erased before; null otherwise.</param>
public sealed record FoundComment(
    Guid CommentId,
    string ArticleId,
    string? ArticleHeadline,
    DateTimeOffset SubmittedAt,
    string Status,
    bool IsNamed,
    bool HasPhone,
    bool HasName,
    DateTimeOffset? ErasureAskedAt
);

/// <summary>Finds readers' comments by what a letter says. A phone number is looked for by its keyed hash alone.</summary>
public sealed class FoundComments(NpgsqlDataSource database, AuthorKeyDerivation keys)
{
    /// <summary>As many are found, and erased, at a time.</summary>
    public const int Most = 50;

    /// <summary>Of some ids, how many are of readers' comments; the newsroom's own replies are not.</summary>
    public const string Count = $"SELECT count(*)::integer FROM submissions s WHERE id = ANY(@comments) AND {OfReaders}";

    private const string OfReaders = "s.tracking_hash NOT LIKE 'newsroom:%'";

    /// <returns>The latest first; one more than <see cref="Most"/> if there is.</returns>
    public async Task<IReadOnlyList<FoundComment>> FindAsync(
        NamedComments named,
        Phone? phone,
        string? name,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(named);
        const string sql = $"""
            SELECT * FROM (
                SELECT s.id AS comment_id, s.article_id, s.article_headline, s.submitted_at, s.status,
                    s.id = ANY(@Ids) OR s.tracking_hash = ANY(@Hashes) AS is_named,
                    COALESCE(s.phone_hash = @phone, false) AS has_phone,
                    COALESCE(lower(s.name) = lower(@name), false) AS has_name,
                    e.asked_at AS erasure_asked_at
                FROM submissions s LEFT JOIN erasures e ON e.comment_id = s.id
                WHERE (s.id = ANY(@Ids) OR s.tracking_hash = ANY(@Hashes) OR s.phone_hash = @phone
                        OR lower(s.name) = lower(@name))
                    AND {OfReaders}
            ) f ORDER BY submitted_at DESC, comment_id DESC LIMIT @Limit
            """;
        var parameters = new
        {
            Ids = named.Ids.ToArray(),
            Hashes = named.Hashes.Keys.ToArray(),
            phone = phone is null ? null : keys.Of(phone, address: null, device: null).Phone,
            name,
            Limit = Most + 1,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QueryAsync<FoundComment>(
            new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)
        );
        return found.AsList();
    }

    /// <returns>What of it leads to no comment, as it was written.</returns>
    public async Task<IReadOnlyList<string>> UnknownAsync(NamedComments named, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(named);
        const string sql = $"""
            SELECT s.id, s.tracking_hash FROM submissions s
            WHERE (s.id = ANY(@Ids) OR s.tracking_hash = ANY(@Hashes)) AND {OfReaders}
            """;
        var parameters = new { Ids = named.Ids.ToArray(), Hashes = named.Hashes.Keys.ToArray() };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var known = (
            await connection.QueryAsync<(Guid Id, string Hash)>(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)
            )
        ).AsList();
        var ids = known.Select(one => one.Id).ToHashSet();
        var hashes = known.Select(one => one.Hash).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. named.Unreadable,
            .. named.Ids.Where(id => !ids.Contains(id)).Select(id => id.ToString()),
            .. named.Hashes.Where(one => !hashes.Contains(one.Key)).Select(one => one.Value),
        ];
    }
}
