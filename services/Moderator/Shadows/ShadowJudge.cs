using Dapper;
using Moderation.Contracts;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Policy;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Shadows;

/// <summary>
/// Judges each comment that the policy has judged once more, by the settings in shadow, behind the sealed log: the policy itself
/// does nothing more and waits for nothing. Any copy of the service does it for all.
/// </summary>
internal sealed class ShadowJudge(
    NpgsqlDataSource database,
    Rulebooks rulebooks,
    TimeProvider time,
    ILogger<ShadowJudge> log
) : Rounds(time)
{
    private const int Chunk = 500;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        while (await JudgeAsync(stoppingToken)) { }
    }

    /// <returns>Whether there may be more.</returns>
    private async Task<bool> JudgeAsync(CancellationToken cancellationToken)
    {
        const string running = """
            SELECT s.id, s.settings, s.ends_at, s.position,
                least(s.position + @Chunk, coalesce((SELECT max(position) FROM decision_seals), 0)) AS reached,
                s.ends_at < statement_timestamp() - interval '5 seconds' AS is_over
            FROM policy_shadows s WHERE s.status = 'running' FOR UPDATE SKIP LOCKED
            """;
        const string end = "UPDATE policy_shadows SET status = 'ended', ended_at = ends_at WHERE id = @Id";
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = await connection.QuerySingleOrDefaultAsync<Running>(
            new CommandDefinition(running, new { Chunk }, transaction, cancellationToken: cancellationToken)
        );
        if (found is null)
            return false;
        var hasMore = found.Reached > found.Position;
        if (hasMore)
            await JudgeAsync(transaction, found, cancellationToken);
        else if (found.IsOver)
            await connection.ExecuteAsync(end, found, transaction);
        await transaction.CommitAsync(CancellationToken.None);
        return hasMore;
    }

    private async Task JudgeAsync(NpgsqlTransaction transaction, Running shadow, CancellationToken cancellationToken)
    {
        // Each revision by its first judgement, and none that is to be read blind: nobody shall know of it.
        const string judged = $"""
            SELECT c.*, s.position FROM decision_seals s
            JOIN decisions d ON d.id = s.decision_id
            JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision
            WHERE s.position > @Position AND s.position <= @Reached AND d.decided_at <= @EndsAt
                AND d.rule IS NOT NULL AND d.rule NOT IN ('{Policy.Policy.Archive}', '{Policy.Policy.BlindRead}')
                AND d.outcome IN ('approve', 'reject', 'hold') AND NOT c.blind AND c.content <> ''
                AND NOT EXISTS (SELECT FROM decisions earlier WHERE earlier.comment_id = d.comment_id
                    AND earlier.revision = d.revision AND earlier.version < d.version AND earlier.rule IS NOT NULL)
            ORDER BY s.position
            """;
        const string record = """
            INSERT INTO policy_shadow_counts (shadow_id, in_force, beside, count)
            SELECT @Id, in_force, beside, count(*) FROM unnest(@InForce, @Beside) AS j (in_force, beside) GROUP BY 2, 3
            ON CONFLICT (shadow_id, in_force, beside) DO UPDATE SET count = policy_shadow_counts.count + excluded.count;
            INSERT INTO policy_shadow_differences
                (shadow_id, position, comment_id, revision, in_force, in_force_rule, beside, beside_rule)
            SELECT @Id, position, comment_id, revision, in_force, in_force_rule, beside, beside_rule
            FROM unnest(@Positions, @Comments, @Revisions, @InForce, @InForceRules, @Beside, @BesideRules)
                AS j (position, comment_id, revision, in_force, in_force_rule, beside, beside_rule)
            WHERE in_force <> beside;
            UPDATE policy_shadows SET position = @Reached WHERE id = @Id;
            """;
        var connection = transaction.Connection!;
        var read = (
            await connection.QueryAsync<Comment, long, (Comment Comment, long Position)>(
                new CommandDefinition(judged, shadow, transaction, cancellationToken: cancellationToken),
                (comment, position) => (comment, position),
                splitOn: "position"
            )
        ).AsList();
        List<Comment> comments = [.. read.Select(one => one.Comment)];
        var rulebook = await rulebooks.CurrentAsync(connection);
        TextEvidence[] texts = [.. comments.Select(comment => TextEvidence.Of(comment.Text, rulebook.Terms))];
        var inForce = await VerdictsAsync(rulebook.Settings);
        var beside = await VerdictsAsync(Rulebooks.Complete(shadow.Settings));
        await connection.ExecuteAsync(
            record,
            new
            {
                shadow.Id,
                shadow.Reached,
                Positions = read.Select(one => one.Position).ToArray(),
                Comments = comments.Select(comment => comment.Id).ToArray(),
                Revisions = comments.Select(comment => comment.Revision).ToArray(),
                InForce = inForce.Select(verdict => verdict.Outcome.Word()).ToArray(),
                InForceRules = inForce.Select(verdict => verdict.Decisive.Rule).ToArray(),
                Beside = beside.Select(verdict => verdict.Outcome.Word()).ToArray(),
                BesideRules = beside.Select(verdict => verdict.Decisive.Rule).ToArray(),
            },
            transaction
        );

        async Task<List<Policy.Verdict>> VerdictsAsync(PolicySettings settings)
        {
            if (comments.Count == 0)
                return [];
            var known = await EvidenceStore.GatherAsync(
                connection,
                comments,
                [],
                comment => settings.For(comment.Section, comment.ArticleId),
                texts
            );
            return
            [
                .. known.Select((each, i) =>
                    Policy.Policy.Decide(each, settings.For(comments[i].Section, comments[i].ArticleId))
                ),
            ];
        }
    }

    protected override void Tell(string reason) =>
        log.LogWarning("Settings in shadow could not judge ({Reason}); trying again", reason);

    private sealed record Running
    {
        public Guid Id { get; init; }

        public PolicySettings Settings { get; init; } = new();

        public DateTimeOffset EndsAt { get; init; }

        public long Position { get; init; }

        public long Reached { get; init; }

        public bool IsOver { get; init; }
    }
}
