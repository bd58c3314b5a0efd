using Dapper;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Classifier.Learning;

/// <summary>How a training ended, or that it goes on.</summary>
public enum TrainingState
{
    Running,
    Done,

    /// <summary>Nothing can be learned from these decisions.</summary>
    Refused,
    Failed,
}

/// <summary>One training.</summary>
public sealed record Training
{
    public required long Id { get; init; }

    public required TrainingState State { get; init; }

    /// <summary><c>reading</c>, <c>measuring</c>, <c>learning</c>, <c>storing</c>.</summary>
    public required string Step { get; init; }

    /// <summary>0 to 1.</summary>
    public required float Done { get; init; }

    /// <summary>How many were read.</summary>
    public required int Decisions { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null for the machine.</summary>
    public Guid? By { get; init; }

    public required string Why { get; init; }

    /// <summary>The candidate that it made.</summary>
    public long? Model { get; init; }

    /// <summary>Why it made none.</summary>
    public TrainingFault? Fault { get; init; }
}

/// <summary>Why a training made no model.</summary>
public sealed record TrainingFault(string Code, string Vi, string En);

/// <summary>
/// Trainings. One at a time, whichever copy of the service does it: it holds a lock of the database, by which the others see that
/// it is alive.
/// </summary>
public sealed class TrainingStore(NpgsqlDataSource database)
{
    private const long OneAtATime = 0x747261696e; // "train"

    /// <summary>How the lock is listed.</summary>
    private const string IsAlive = """
        EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND d.datname = current_database() AND l.objsubid = 1
                AND l.classid = (@OneAtATime >> 32)::oid AND l.objid = (@OneAtATime & 4294967295)::oid)
        """;

    /// <returns>The training, to be disposed of at its end; null while another goes on.</returns>
    public async Task<RunningTraining?> TryBeginAsync(Guid? by, string why)
    {
        const string begin = """
            UPDATE trainings SET state = 'failed', fault = 'interrupted', ended_at = clock_timestamp() WHERE state = 'running';
            INSERT INTO trainings (started_by, why) VALUES (@by, @why) RETURNING id;
            """;
        var connection = await database.OpenConnectionAsync();
        try
        {
            if (await connection.ExecuteScalarAsync<bool>("SELECT pg_try_advisory_lock(@OneAtATime)", new { OneAtATime }))
                return new RunningTraining(connection, await connection.ExecuteScalarAsync<long>(begin, new { by, why }));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <returns>The newest; null before the first.</returns>
    public async Task<Training?> LastAsync(CancellationToken cancellationToken)
    {
        const string sql = $"""
            SELECT id, CASE WHEN state = 'running' AND NOT {IsAlive} THEN 'failed' ELSE state END AS state, step, done, decisions,
                started_at, ended_at, started_by AS "by", why, model,
                CASE WHEN state = 'running' AND NOT {IsAlive} THEN '{LearningFaults.Interrupted}' ELSE fault END AS code
            FROM trainings ORDER BY id DESC LIMIT 1
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(sql, new { OneAtATime });
        // Its end lets go of the lock a moment before it can be read: whoever looks in between waits for that.
        if (row?.Code == LearningFaults.Interrupted)
            row = await connection.QuerySingleOrDefaultAsync<Row>(sql + " FOR SHARE", new { OneAtATime });
        return row is null
            ? null
            : new Training
            {
                Id = row.Id,
                State = row.State,
                Step = row.Step,
                Done = row.Done,
                Decisions = row.Decisions,
                StartedAt = row.StartedAt,
                EndedAt = row.EndedAt,
                By = row.By,
                Why = row.Why,
                Model = row.Model,
                Fault = row.Code is { } code ? FaultOf(code) : null,
            };
    }

    public async Task ProgressAsync(long id, string step, float done, int decisions)
    {
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "UPDATE trainings SET step = @step, done = @done, decisions = @decisions WHERE id = @id",
            new
            {
                id,
                step,
                done,
                decisions,
            }
        );
    }

    /// <summary>Whoever sees that it has ended may begin the next one.</summary>
    public async Task EndAsync(RunningTraining running, TrainingState state, long? model, string? fault)
    {
        ArgumentNullException.ThrowIfNull(running);
        const string end = """
            UPDATE trainings SET state = @state, model = @model, fault = @fault, ended_at = clock_timestamp(),
                done = CASE WHEN @state = 'done' THEN 1 ELSE done END
            WHERE id = @Id
            """;
        var row = new
        {
            running.Id,
            state = state.Word(),
            model,
            fault,
            OneAtATime,
        };
        try
        {
            await running.Connection.ExecuteAsync($"{end}; SELECT pg_advisory_unlock(@OneAtATime)", row);
        }
        catch (NpgsqlException)
        {
            // The lock went with its connection.
            await using var connection = await database.OpenConnectionAsync();
            await connection.ExecuteAsync(end, row);
        }
    }

    private static TrainingFault FaultOf(string code)
    {
        var words = LearningFaults.WordsOf(code);
        return new TrainingFault(code, words.Vi, words.En);
    }

    private sealed class Row
    {
        public long Id { get; init; }
        public TrainingState State { get; init; }
        public string Step { get; init; } = "";
        public float Done { get; init; }
        public int Decisions { get; init; }
        public DateTimeOffset StartedAt { get; init; }
        public DateTimeOffset? EndedAt { get; init; }
        public Guid? By { get; init; }
        public string Why { get; init; } = "";
        public long? Model { get; init; }
        public string? Code { get; init; }
    }
}

/// <summary>Holds the lock until its end, also that of its process.</summary>
public sealed class RunningTraining(NpgsqlConnection connection, long id) : IAsyncDisposable
{
    public long Id => id;

    internal NpgsqlConnection Connection => connection;

    /// <summary>The pool must not hand the lock on to whoever is next.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await connection.ExecuteAsync("SELECT pg_advisory_unlock_all()");
        }
        catch (NpgsqlException)
        {
            // It went with the connection.
        }

        await connection.DisposeAsync();
    }
}
