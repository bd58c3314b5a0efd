using Dapper;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Intake.Ways;

/// <summary>What became of a submission here: times alone.</summary>
public sealed class WayStore(NpgsqlDataSource database)
{
    /// <returns>Null when no comment was accepted under that id.</returns>
    public Task<Way?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        FindAsync("s.id = @id", new { id }, cancellationToken);

    /// <returns>Null when no comment has that tracking link.</returns>
    public Task<Way?> FindAsync(string token, CancellationToken cancellationToken) =>
        FindAsync("s.tracking_hash = @hash", new { hash = TrackingLinks.HashOf(token) }, cancellationToken);

    private async Task<Way?> FindAsync(string which, object parameters, CancellationToken cancellationToken)
    {
        const string select = """
            SELECT s.id, s.article_section AS section, s.version, s.submitted_at, s.withdrawn_at, a.appealed_at,
                e.asked_at AS erasure_asked_at, e.done_at AS erased_at,
                ARRAY(SELECT replaced_at FROM earlier_revisions r WHERE r.comment_id = s.id ORDER BY revision) AS corrected_at
            FROM submissions s LEFT JOIN appeals a ON a.comment_id = s.id LEFT JOIN erasures e ON e.comment_id = s.id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<Row>(
            new CommandDefinition($"{select} WHERE {which}", parameters, cancellationToken: cancellationToken)
        );
        return found is null
            ? null
            : new Way(
                found.Id,
                found.Section,
                found.Version,
                [.. found.Steps(), .. await OutboxWay.WaitingAsync(connection, found.Id, cancellationToken)]
            );
    }

    private sealed record Row
    {
        public Guid Id { get; init; }

        public string? Section { get; init; }

        public int Version { get; init; }

        public DateTimeOffset SubmittedAt { get; init; }

        public DateTimeOffset? WithdrawnAt { get; init; }

        public DateTimeOffset? AppealedAt { get; init; }

        public DateTimeOffset? ErasureAskedAt { get; init; }

        public DateTimeOffset? ErasedAt { get; init; }

        public DateTime[] CorrectedAt { get; init; } = [];

        public IEnumerable<WayStep> Steps()
        {
            yield return Of("accepted", SubmittedAt);
            foreach (var at in CorrectedAt)
                yield return Of("corrected", new DateTimeOffset(at, TimeSpan.Zero));
            foreach (
                var (kind, at) in new[]
                {
                    ("withdrawn", WithdrawnAt),
                    ("appealed", AppealedAt),
                    ("erasureAsked", ErasureAskedAt),
                    ("erased", ErasedAt),
                }
            )
            {
                if (at is not null)
                    yield return Of(kind, at);
            }
        }

        private static WayStep Of(string kind, DateTimeOffset? at) =>
            new()
            {
                Station = "intake",
                Kind = kind,
                At = at,
            };
    }
}
