using Dapper;
using Moderation.Moderator.Comments;
using Moderation.Text;
using Npgsql;

namespace Moderation.Moderator.Drift;

/// <summary>Counts each day once, so that weeks are compared without reading the comments again.</summary>
public sealed class DriftStore(NpgsqlDataSource database)
{
    /// <summary>So many comments of a day tell of its words.</summary>
    private const int Sampled = 1_000;

    /// <summary>Days before today that are looked at.</summary>
    public const int Days = 63;

    /// <summary>Days that nobody has counted, and now and then the latest, whose counts change; today is the first.</summary>
    /// <param name="every">How often the latest are counted.</param>
    /// <param name="cancellationToken">The service stops.</param>
    public async Task<IReadOnlyList<DateOnly>> UncountedAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT each.day FROM generate_series(
                date_trunc('day', statement_timestamp() AT TIME ZONE 'UTC') - make_interval(days => @Days),
                date_trunc('day', statement_timestamp() AT TIME ZONE 'UTC'), interval '1 day') AS each (day)
            WHERE NOT EXISTS (SELECT FROM word_days w WHERE w.day = each.day::date AND (
                w.counted_at > statement_timestamp() - @every
                OR w.day < (statement_timestamp() AT TIME ZONE 'UTC')::date - 2))
            ORDER BY each.day DESC
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return
        [
            .. (
                await connection.QueryAsync<DateTime>(
                    new CommandDefinition(sql, new { Days, every }, cancellationToken: cancellationToken)
                )
            ).Select(DateOnly.FromDateTime),
        ];
    }

    /// <summary>Counts a day anew. Ids tell when comments were sent, so that a day is one stretch of the primary key.</summary>
    public async Task CountAsync(DateOnly day, CancellationToken cancellationToken)
    {
        // Another copy may count the same day.
        const string alone = "SELECT pg_advisory_xact_lock(hashtextextended('score_days', @Day))";
        const string scores = $"""
            DELETE FROM score_days WHERE day = @Date::date;
            INSERT INTO score_days (day, model, label, bin, scored, approved, rejected)
            SELECT @Date::date, each.model, each.label, least(49, greatest(0, floor(each.score * 50)))::smallint, count(*),
                count(*) FILTER (WHERE each.outcome = 'approve'), count(*) FILTER (WHERE each.outcome = 'reject')
            FROM comments c
                LEFT JOIN decisions d ON d.comment_id = c.id AND d.revision = c.revision AND {Outcomes.Standing}
                CROSS JOIN LATERAL (
                    SELECT c.model, '' AS label, c.risk AS score, d.outcome
                    UNION ALL SELECT c.model, key, value::real, d.outcome FROM jsonb_each_text(c.scores)) AS each
            WHERE c.id >= @From AND c.id < @To AND c.scored_at IS NOT NULL AND c.model IS NOT NULL
                AND c.badge IS DISTINCT FROM 'newsroom'
            GROUP BY 1, 2, 3, 4
            """;
        const string texts = """
            SELECT title || E'\n' || content FROM comments
            WHERE id >= @From AND id < @To AND content <> '' AND badge IS DISTINCT FROM 'newsroom'
            ORDER BY substring(uuid_send(id) FROM 9) LIMIT @Sampled
            """;
        const string words = """
            INSERT INTO word_days (day, words, strange, counted_at) VALUES (@Date::date, @Words, @Strange, clock_timestamp())
            ON CONFLICT (day) DO UPDATE SET words = excluded.words, strange = excluded.strange, counted_at = excluded.counted_at
            """;
        var parameters = new
        {
            Day = day.DayNumber,
            Date = day.ToDateTime(TimeOnly.MinValue),
            From = FirstIdOf(day),
            To = FirstIdOf(day.AddDays(1)),
            Sampled,
        };
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(alone, parameters, transaction);
        await connection.ExecuteAsync(scores, parameters, transaction);
        var counts = (await connection.QueryAsync<string>(texts, parameters, transaction)).Select(StrangeWords.Count).ToList();
        await connection.ExecuteAsync(
            words,
            new
            {
                parameters.Date,
                Words = counts.Sum(count => count.Words),
                Strange = counts.Sum(count => count.Strange),
            },
            transaction
        );
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The counts of the last weeks of seven days, today's the first.</summary>
    public async Task<IReadOnlyList<Week>> WeeksAsync(CancellationToken cancellationToken)
    {
        const string sql = """
            SELECT ((statement_timestamp() AT TIME ZONE 'UTC')::date - day) / 7 AS ago, model, label, bin,
                sum(scored)::int AS scored, sum(approved)::int AS approved, sum(rejected)::int AS rejected
            FROM score_days WHERE day > (statement_timestamp() AT TIME ZONE 'UTC')::date - @Days
            GROUP BY 1, 2, 3, 4;
            SELECT ((statement_timestamp() AT TIME ZONE 'UTC')::date - day) / 7 AS ago, sum(words)::int, sum(strange)::int
            FROM word_days WHERE day > (statement_timestamp() AT TIME ZONE 'UTC')::date - @Days GROUP BY 1;
            SELECT date_trunc('day', statement_timestamp() AT TIME ZONE 'UTC')
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var read = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { Days }, cancellationToken: cancellationToken)
        );
        var bins = (await read.ReadAsync<CountedBin>()).ToLookup(bin => bin.Ago);
        var words = (await read.ReadAsync<(int Ago, int Words, int Strange)>()).ToDictionary(week => week.Ago);
        var today = DateOnly.FromDateTime(await read.ReadSingleAsync<DateTime>());
        return
        [
            .. Enumerable
                .Range(0, Days / 7)
                .Select(ago => new Week(
                    today.AddDays((-7 * ago) - 6),
                    [.. bins[ago]],
                    words.GetValueOrDefault(ago).Words,
                    words.GetValueOrDefault(ago).Strange
                )),
        ];
    }

    /// <summary>The least id of version 7 that may be made on a day.</summary>
    private static Guid FirstIdOf(DateOnly day)
    {
        Span<byte> bytes = stackalloc byte[16];
        var milliseconds = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
            bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        bytes[6] = 0x70;
        return new Guid(bytes, bigEndian: true);
    }
}
