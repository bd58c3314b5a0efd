using Dapper;
using Npgsql;

namespace Moderation.Moderator.Tests.Lanes;

/// <summary>Comments that people have decided: what is riskier than .5 they rejected, and nothing else.</summary>
internal static class DecidedComments
{
    /// <param name="database">Moderator's.</param>
    /// <param name="first">Each has a number, of which its risk is made: all of a thousand in a row differ.</param>
    /// <param name="last">The last number.</param>
    /// <param name="unread">So many of them at the end nobody has decided.</param>
    /// <param name="hours">How long ago they came.</param>
    public static async Task AddAsync(NpgsqlDataSource database, int first, int last, int unread = 0, int hours = 48)
    {
        const string person = """
            INSERT INTO moderators (id, name, password_hash, security_stamp, role)
            VALUES ('00000000-0000-7000-8000-000000000001', 'Người đã duyệt', '', '', 'moderator') ON CONFLICT DO NOTHING
            """;
        const string comments = """
            WITH added AS (
                INSERT INTO comments (id, revision, status, article_id, name, title, content, phone_key, submitted_at,
                    received_at, scores, risk, spans, model, classified_at, scored_at, queued_at, decided_at)
                SELECT ('00000000-0000-7000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, 1,
                    CASE WHEN n > @last - @unread THEN 'pending' WHEN r > 0.5 THEN 'rejected' ELSE 'approved' END,
                    'bai-cu', 'Bạn đọc', '', 'Bình luận cũ ' || n,
                    'phone-' || n, at, at, jsonb_build_object('toxicity', r, 'spam', 0.01, 'hate', 0.01), r, '[]', 'test-1',
                    at, at, at, CASE WHEN n <= @last - @unread THEN at + interval '1 minute' END
                FROM (SELECT n, ((n * 7919) % 1000) / 1000.0 AS r, clock_timestamp() - make_interval(hours => @hours) AS at
                    FROM generate_series(@first, @last) AS n) each
                RETURNING id, status, queued_at, decided_at),
            held AS (
                INSERT INTO decisions (id, comment_id, revision, version, outcome, rule, findings, model, origin, decided_at)
                SELECT gen_random_uuid(), id, 1, 1, 'hold', 'nothing-found',
                    '[{"rule": "nothing-found", "advice": "approve", "queue": "pending"}]', 'test-1', 'pending', queued_at
                FROM added)
            INSERT INTO decisions (id, comment_id, revision, version, outcome, moderator_id, reason, model, origin, decided_at)
            SELECT gen_random_uuid(), id, 1, 2, CASE status WHEN 'approved' THEN 'approve' ELSE 'reject' END,
                '00000000-0000-7000-8000-000000000001', CASE status WHEN 'rejected' THEN 'spam' END, 'test-1', 'pending',
                decided_at
            FROM added WHERE status <> 'pending'
            """;
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(person);
        await connection.ExecuteAsync(
            comments,
            new
            {
                first,
                last,
                unread,
                hours,
            }
        );
    }

    /// <summary>Another model had scored them, too, when they came, with the same scores.</summary>
    public static async Task TryAsync(NpgsqlDataSource database, string model)
    {
        const string sql = """
            INSERT INTO shadow_scores (comment_id, revision, model, scores, scored_at)
            SELECT id, revision, @model, scores, scored_at FROM comments WHERE scores IS NOT NULL
            ON CONFLICT DO NOTHING
            """;
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(sql, new { model });
    }
}
