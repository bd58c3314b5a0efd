using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Npgsql;

namespace Moderation.Moderator.Review;

/// <summary>
/// Runs the policy again on what waits, a chunk a transaction; a run goes on where it was when the service is started again.
/// </summary>
public sealed class PolicyRunStore(NpgsqlDataSource database, PolicyReview review, DecisionLog log)
{
    private const int Chunk = 200;

    private const string Select = """
        SELECT r.id, r.status, r.total, r.examined, r.changed, m.name AS started_by, r.created_at AS started_at, r.finished_at
        FROM policy_runs r JOIN moderators m ON m.id = r.moderator_id
        """;

    /// <returns>The new run, or the one that is running already.</returns>
    internal async Task<(PolicyRun Run, bool Started)> StartAsync(
        string[]? sections,
        Guid moderatorId,
        CancellationToken cancellationToken
    )
    {
        const string sql = $"""
            INSERT INTO policy_runs (id, status, sections, total, moderator_id)
            SELECT @id, 'running', @sections, count(*), @moderatorId FROM comments
            WHERE is_waiting(status) AND status NOT IN {Queues.BroughtBack}
                AND (@sections::text[] IS NULL OR section = ANY(@sections))
            ON CONFLICT DO NOTHING
            """;
        var id = Guid.CreateVersion7();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var started =
            await connection.ExecuteAsync(
                sql,
                new
                {
                    id,
                    sections,
                    moderatorId,
                }
            ) == 1;
        var run = await connection.QuerySingleAsync<PolicyRun>(
            Select + " ORDER BY r.id = @id DESC, r.id DESC LIMIT 1",
            new { id }
        );
        return (run, started);
    }

    internal async Task<PolicyRun?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<PolicyRun>(Select + " WHERE r.id = @id", new { id });
    }

    /// <summary>Takes the next chunk of the run that is running, if no other copy of the service has it in hand.</summary>
    /// <returns>False when nothing is to be done.</returns>
    internal async Task<bool> GoOnAsync(CancellationToken cancellationToken)
    {
        const string take = "SELECT id, sections, place AS at FROM policy_runs WHERE status = 'running' FOR UPDATE SKIP LOCKED";
        // Comments that somebody decides or has in hand at this moment need no run any more.
        const string next = $"""
            SELECT c.* FROM comments c
            WHERE is_waiting(c.status) AND c.status NOT IN {Queues.BroughtBack} AND c.id > @place AND NOT c.blind
                AND (@sections::text[] IS NULL OR c.section = ANY(@sections))
                AND NOT EXISTS (SELECT FROM decisions d WHERE d.comment_id = c.id AND d.revision = c.revision
                    AND d.moderator_id IS NOT NULL)
                AND NOT EXISTS (SELECT FROM leases l WHERE l.comment_id = c.id AND l.until > statement_timestamp())
            ORDER BY c.id LIMIT @Chunk FOR UPDATE SKIP LOCKED
            """;
        const string record = """
            UPDATE policy_runs SET examined = examined + @Examined, changed = changed + @Changed, place = @place,
                status = CASE WHEN @Examined < @Chunk THEN 'done' ELSE 'running' END,
                finished_at = CASE WHEN @Examined < @Chunk THEN clock_timestamp() END
            WHERE id = @Id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await connection.QuerySingleOrDefaultAsync<Place>(take, transaction: transaction) is not { } run)
            return false;
        var comments = (
            await connection.QueryAsync<Comment>(
                next,
                new
                {
                    place = run.At,
                    run.Sections,
                    Chunk,
                },
                transaction
            )
        ).AsList();
        var changed = await ChangedAsync(transaction, await review.DecideAgainAsync(transaction, comments));
        await log.AddAsync(transaction, changed);
        await connection.ExecuteAsync(
            record,
            new
            {
                run.Id,
                Examined = comments.Count,
                Changed = changed.Count,
                place = comments is [.., var last] ? last.Id : run.At,
                Chunk,
            },
            transaction
        );
        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Only what differs is written down, or every run would fill the log.</summary>
    private static async Task<IReadOnlyList<NewDecision>> ChangedAsync(
        NpgsqlTransaction transaction,
        IReadOnlyList<NewDecision> decisions
    )
    {
        const string sql = """
            SELECT DISTINCT ON (comment_id) comment_id, outcome,
                ARRAY(SELECT finding ->> 'rule' FROM jsonb_array_elements(findings) AS finding) AS rules
            FROM decisions
            WHERE comment_id = ANY(@ids) ORDER BY comment_id, version DESC
            """;
        var latest = (
            await transaction.Connection!.QueryAsync<(Guid Id, Outcome Outcome, string[] Rules)>(
                sql,
                new { ids = decisions.Select(d => d.Comment.Id).ToArray() },
                transaction
            )
        ).ToDictionary(row => row.Id);
        return
        [
            .. decisions.Where(d =>
                !latest.TryGetValue(d.Comment.Id, out var before)
                || before.Outcome != d.Outcome
                || !before.Rules.SequenceEqual(d.Findings!.Select(f => f.Rule), StringComparer.Ordinal)
            ),
        ];
    }

    private sealed record Place
    {
        public Guid Id { get; init; }

        public string[]? Sections { get; init; }

        public Guid At { get; init; }
    }
}
