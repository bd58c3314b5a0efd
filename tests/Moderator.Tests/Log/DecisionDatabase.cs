using Dapper;
using Moderation.Moderator.Log;
using Moderation.Moderator.Review;
using Moderation.Testing;
using Npgsql;

namespace Moderation.Moderator.Tests.Log;

/// <summary>
/// A database of one test's own with the service's tables, where the log may be tampered with. Nothing seals unless it is told
/// to.
/// </summary>
public sealed class DecisionDatabase(TestDatabase database) : IAsyncDisposable
{
    public string ConnectionString => database.ConnectionString;

    /// <summary>With the tables of now.</summary>
    public static async Task<DecisionDatabase> CreateAsync() => new(await MigratedDatabase.CopyAsync());

    /// <param name="before">Stops before the migration that is called so.</param>
    public static async Task<DecisionDatabase> CreateBeforeAsync(string before)
    {
        var database = await TestDatabase.CreateAsync("log");
        foreach (var script in Scripts().TakeWhile(name => !name.Contains(before, StringComparison.Ordinal)))
            await RunAsync(database, script);
        return new DecisionDatabase(database);
    }

    public async Task MigrateFromAsync(string first)
    {
        foreach (var script in Scripts().SkipWhile(name => !name.Contains(first, StringComparison.Ordinal)))
            await RunAsync(database, script);
    }

    /// <summary>Adds decisions of a rule that hold comments, each with its own comment.</summary>
    /// <returns>Their ids in the order of time.</returns>
    public async Task<Guid[]> DecideAsync(int count, string columns = "", string values = "")
    {
        const string comments = "INSERT INTO comments (id, revision, status) SELECT unnest(@ids), 1, 'awaitingText'";
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).Order().ToArray();
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(comments, new { ids });
        await connection.ExecuteAsync(
            $"""
            INSERT INTO decisions (id, comment_id, revision, version, outcome, rule, origin, model, decided_at{columns})
            SELECT id, id, 1, 1, 'hold', 'not-scored', 'unscored', 'test-1', clock_timestamp(){values} FROM unnest(@ids) AS n (id)
            """,
            new { ids }
        );
        return ids;
    }

    /// <summary>Adds approvals of a rule that publish this text instead of each comment's own.</summary>
    /// <returns>Their ids in the order of time.</returns>
    public async Task<Guid[]> EditAsync(int count, string title, string content)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).Order().ToArray();
        await using var connection = await database.Source.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            INSERT INTO comments (id, revision, status) SELECT unnest(@ids), 1, 'awaitingText';
            INSERT INTO decisions (id, comment_id, revision, version, outcome, rule, origin, edit_digest, decided_at)
            SELECT id, id, 1, 1, 'approve', 'nothing-found', 'pending',
                sha256(uuid_send(id) || convert_to(@title, 'UTF8') || '\x00' || convert_to(@content, 'UTF8')),
                clock_timestamp()
            FROM unnest(@ids) AS n (id);
            INSERT INTO decision_edits (decision_id, salt, title, content) SELECT id, uuid_send(id), @title, @content
                FROM unnest(@ids) AS n (id);
            """,
            new
            {
                ids,
                title,
                content,
            }
        );
        return ids;
    }

    /// <summary>Adds a person, which the log of accounts tells of.</summary>
    /// <returns>The change's id.</returns>
    public async Task<Guid> ChangeAccountAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<Guid>(
            """
            INSERT INTO moderators (id, name, security_stamp) VALUES (@Person, @Person::text, 'x');
            INSERT INTO account_changes (id, moderator_id, kind, role, sections, changed_at)
                VALUES (@Change, @Person, 'added', 'senior', '{Thể thao}', clock_timestamp()) RETURNING id;
            """,
            new { Person = Guid.CreateVersion7(), Change = Guid.CreateVersion7() }
        );
    }

    /// <summary>Seals all decisions as the service did before it sealed anything else.</summary>
    public async Task SealAsBeforeAsync()
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("SET LOCAL TimeZone = 'UTC'", transaction: transaction);
        var rows = await connection.QueryAsync<(Guid Id, string Content)>(
            "SELECT id, jsonb_strip_nulls(to_jsonb(d))::text FROM decisions d ORDER BY id",
            transaction: transaction
        );
        var before = Seal.None;
        foreach (var (id, content) in rows)
        {
            var seal = before.Next(content);
            await connection.ExecuteAsync(
                "INSERT INTO decision_seals (position, decision_id, previous, hash) VALUES (@Position, @id, @Previous, @Hash); "
                    + "DELETE FROM unsealed_decisions WHERE decision_id = @id",
                new
                {
                    seal.Position,
                    id,
                    Previous = before.Hash,
                    seal.Hash,
                },
                transaction
            );
            before = seal;
        }
        await transaction.CommitAsync();
    }

    /// <summary>As somebody who owns the database can: past triggers and foreign keys.</summary>
    public async Task TamperAsync(string sql, object parameters)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("SET LOCAL session_replication_role = 'replica'", transaction: transaction);
        Assert.True(await connection.ExecuteAsync(sql, parameters, transaction) > 0, sql);
        await transaction.CommitAsync();
    }

    public async Task<T> ReadAsync<T>(string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    public Task<int> SealAsync() => new Sealer(database.Source).SealAsync(TestContext.Current.CancellationToken);

    public Task<LogReport> VerifyAsync(Seal? noted = null) =>
        new LogVerification(database.Source).RunAsync(noted, null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static IEnumerable<string> Scripts() =>
        typeof(RecordSubmissionConsumer)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.Contains(".Migrations.", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static async Task RunAsync(TestDatabase database, string script)
    {
        using var reader = new StreamReader(typeof(RecordSubmissionConsumer).Assembly.GetManifestResourceStream(script)!);
        await using NpgsqlCommand command = database.Source.CreateCommand(await reader.ReadToEndAsync());
        await command.ExecuteNonQueryAsync();
    }
}
