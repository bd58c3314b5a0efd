using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Moderation.Load;

/// <summary>
/// Where one accepted comment ended in Moderator, and when it got there: into the queue, or past it by a rule's decision.
/// </summary>
internal sealed record EndState(Guid Id, string Status, DateTime? ScoredAt, DateTime? QueuedAt);

/// <summary>One promise, how often it was broken, and an id to look at.</summary>
internal sealed record Check(string Promise, int Broken, Guid? Example);

/// <summary>Reads every store of the system.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly NpgsqlDataSource _intake;
    private readonly NpgsqlDataSource _moderator;
    private readonly NpgsqlDataSource _publisher;
    private readonly NpgsqlDataSource _site;

    public Stores(Addresses system)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        _intake = PrimaryOf(system.IntakeDatabase);
        _moderator = PrimaryOf(system.ModeratorDatabase);
        _publisher = PrimaryOf(system.PublisherDatabase);
        _site = PrimaryOf(system.SiteDatabase);
    }

    public NpgsqlDataSource Intake => _intake;

    public NpgsqlDataSource Moderator => _moderator;

    public NpgsqlDataSource Publisher => _publisher;

    public NpgsqlDataSource Site => _site;

    /// <summary>Waits until each accepted comment is in the queue or decided, and was scored, or patience ends.</summary>
    public async Task<IReadOnlyList<EndState>> WaitAsync(
        IReadOnlyDictionary<Guid, DateTimeOffset> accepted,
        TimeSpan patience,
        ProgressBars progress,
        CancellationToken cancellationToken
    )
    {
        List<EndState> done = [];
        List<EndState> others = [];
        var missing = accepted.Keys.ToHashSet();
        await progress.ShowAsync("reaching the queue", missing.Count, async advance =>
        {
            var start = Stopwatch.GetTimestamp();
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
            do
            {
                var states = await QueryAsync<EndState>(
                    _moderator,
                    """
                    SELECT id, status, scored_at, coalesce(queued_at, decided_at) AS queued_at
                    FROM comments WHERE id = ANY(@ids)
                    """,
                    [.. missing]
                );
                others.Clear();
                foreach (var state in states)
                {
                    var isDone = state is { QueuedAt: not null, ScoredAt: not null };
                    (isDone ? done : others).Add(state);
                    if (isDone && missing.Remove(state.Id))
                        advance(1);
                }
            } while (
                missing.Count > 0
                && Stopwatch.GetElapsedTime(start) < patience
                && await tick.WaitForNextTickAsync(cancellationToken)
            );
        });
        return [.. done, .. others];
    }

    /// <summary>Compares the ids that the client saw accepted with every store.</summary>
    public async Task<IReadOnlyList<Check>> CompareAsync(
        IReadOnlyDictionary<Guid, DateTimeOffset> accepted,
        IReadOnlyList<EndState> ended
    )
    {
        var ids = accepted.Keys.ToArray();
        var submitted = (await QueryAsync<Guid>(_intake, "SELECT id FROM submissions WHERE id = ANY(@ids)", ids)).ToHashSet();
        var approved = (
            await QueryAsync<Guid>(_moderator, "SELECT id FROM comments WHERE id = ANY(@ids) AND status = 'approved'", ids)
        ).ToHashSet();
        var published = (
            await QueryAsync<Guid>(
                _publisher,
                "SELECT comment_id FROM publications WHERE comment_id = ANY(@ids) AND status = 'published'",
                ids
            )
        ).ToHashSet();
        var shown = (
            await QueryAsync<Guid>(_site, "SELECT id FROM comments WHERE id = ANY(@ids) AND status = 'shown'", ids)
        ).ToArray();
        var reviewed = ended.Select(state => state.Id).ToHashSet();
        return
        [
            Of("I1 stored by Intake", ids.Where(id => !submitted.Contains(id))),
            Of("I1 known to Moderator", ids.Where(id => !reviewed.Contains(id))),
            Of("I1 in the queue or decided", ended.Where(state => state.QueuedAt is null).Select(state => state.Id)),
            Of("scored", ended.Where(state => state.ScoredAt is null).Select(state => state.Id)),
            Of(
                "no comment twice in Moderator",
                ended.GroupBy(state => state.Id).Where(group => group.Count() > 1).Select(group => group.Key)
            ),
            Of(
                "I2 no comment twice on the site",
                shown.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key)
            ),
            Of("I3 nothing published unapproved", published.Where(id => !approved.Contains(id))),
            Of("I3 nothing on the site unapproved", shown.Where(id => !approved.Contains(id))),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _intake.DisposeAsync();
        await _moderator.DisposeAsync();
        await _publisher.DisposeAsync();
        await _site.DisposeAsync();
    }

    private static NpgsqlDataSource PrimaryOf(string connectionString) =>
        new NpgsqlDataSourceBuilder(connectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary);

    private static Check Of(string promise, IEnumerable<Guid> broken)
    {
        var ids = broken.ToArray();
        return new Check(promise, ids.Length, ids.Length == 0 ? null : ids[0]);
    }

    private static async Task<IEnumerable<T>> QueryAsync<T>(NpgsqlDataSource database, string sql, Guid[] ids)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QueryAsync<T>(sql, new { ids });
    }
}
