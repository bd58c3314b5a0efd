using Dapper;
using Moderation.ServiceDefaults;
using Npgsql;

namespace Moderation.Moderator.Opinions;

/// <summary>
/// Every few seconds, in each copy of the service, draws from what people decided: whoever decides waits for nothing. The lot
/// falls the same in every copy and every round, so a decision is drawn once or never.
/// </summary>
internal sealed class OpinionDraw(NpgsqlDataSource database, TimeProvider time, ILogger<OpinionDraw> log)
    : Rounds(time, TimeSpan.FromSeconds(3))
{
    /// <summary>Of decisions <c>d</c>, those that count: of one comment, and taken since the shares were set.</summary>
    private const string Decided = """
        d.moderator_id IS NOT NULL AND d.outcome IN ('approve', 'reject') AND d.batch_id IS NULL
            AND d.decided_at > greatest(s.changed_at, statement_timestamp() - interval '1 hour')
        """;

    protected override async Task RoundAsync(CancellationToken stoppingToken)
    {
        const string isOn = "SELECT EXISTS (SELECT FROM opinion_settings WHERE share > 0 OR golden_share > 0)";
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await connection.ExecuteAsync(Forget);
        if (await connection.ExecuteScalarAsync<bool>(isOn))
            await connection.ExecuteAsync($"{SecondOpinions}; {GoldenOnes}");
    }

    protected override void Tell(string reason) =>
        log.LogWarning("No opinions could be drawn ({Reason}); trying again", reason);

    /// <summary>What nobody gave in two weeks nobody is asked for any more.</summary>
    private const string Forget = """
        DELETE FROM opinions WHERE status = 'waiting' AND made_at < statement_timestamp() - interval '14 days'
        """;

    /// <summary>
    /// What was masked, edited, reported, appealed or said by the newsroom is another question than the reader's own text, and
    /// what has one opinion needs no other.
    /// </summary>
    private static readonly string SecondOpinions = $"""
        INSERT INTO opinions (kind, comment_id, revision, section, decision_id, first_by, first_outcome, first_reason)
        SELECT 'drawn', d.comment_id, d.revision, c.section, d.id, d.moderator_id, d.outcome, d.reason
        FROM opinion_settings s CROSS JOIN decisions d JOIN comments c ON c.id = d.comment_id AND c.revision = d.revision
        WHERE {Decided} AND {Lot(0)} < s.share
            AND d.masks IS NULL AND d.edit_digest IS NULL AND d.origin NOT IN ('reported', 'appealed') AND c.badge IS NULL
            AND NOT EXISTS (SELECT FROM opinions o WHERE o.comment_id = d.comment_id)
        ON CONFLICT DO NOTHING
        """;

    /// <summary>
    /// For whoever decided: one that they have not had, in their sections, that they did not make or decide themselves.
    /// </summary>
    private static readonly string GoldenOnes = $"""
        INSERT INTO opinions (kind, golden_id, section, decision_id, reader_id)
        SELECT 'golden', one.id, one.section, d.id, d.moderator_id
        FROM opinion_settings s CROSS JOIN decisions d JOIN moderators m ON m.id = d.moderator_id CROSS JOIN LATERAL (
            SELECT g.id, g.section FROM golden_comments g
            WHERE g.withdrawn_at IS NULL AND g.made_by <> m.id AND (m.sections IS NULL OR g.section = ANY(m.sections))
                AND NOT EXISTS (SELECT FROM opinions o WHERE o.golden_id = g.id AND o.reader_id = m.id)
                AND NOT EXISTS (SELECT FROM decisions own WHERE own.comment_id = g.comment_id AND own.moderator_id = m.id)
            ORDER BY hashtextextended(g.id::text || d.id::text, s.salt) LIMIT 1) one
        WHERE {Decided} AND {Lot(1)} < s.golden_share
            AND NOT EXISTS (SELECT FROM opinions o WHERE o.decision_id = d.id AND o.kind = 'golden')
        ON CONFLICT DO NOTHING
        """;

    /// <summary>From 0 to 1, as likely anywhere.</summary>
    private static string Lot(int which) =>
        $"(hashtextextended(d.id::text, s.salt # {which}) & 9007199254740991) / 9007199254740992.0::float8";
}
