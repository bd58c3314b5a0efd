using Dapper;
using Npgsql;

namespace Moderation.Testing;

/// <summary>A database of one test project's own, dropped at the end.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>How the tests' own connections are listed, so that whoever breaks a service's leaves theirs alone.</summary>
    public const string Application = "tests";

    private readonly string _name;

    private TestDatabase(string name)
    {
        _name = name;
        ConnectionString = new NpgsqlConnectionStringBuilder(Parts.Postgres) { Database = name }.ConnectionString;
        Source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ConnectionString) { ApplicationName = Application });
    }

    public string ConnectionString { get; }

    /// <summary>For looking at what a service stored.</summary>
    public NpgsqlDataSource Source { get; }

    public static async Task<TestDatabase> CreateAsync(string service)
    {
        var name = $"test_{service}_{Guid.CreateVersion7():n}";
        await ExecuteAsync($"CREATE DATABASE {name}");
        return new TestDatabase(name);
    }

    /// <summary>
    /// Another one with all that is in this, which nobody may be using: it takes a tenth of the time of its migrations.
    /// </summary>
    public async Task<TestDatabase> CopyAsync()
    {
        // A connection that is kept open would be somebody.
        Source.Clear();
        var name = $"{_name[.._name.LastIndexOf('_')]}_{Guid.CreateVersion7():n}";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {_name}");
        return new TestDatabase(name);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await ExecuteAsync($"DROP DATABASE IF EXISTS {_name} WITH (FORCE)");
    }

    private static async Task ExecuteAsync(string sql)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Parts.Postgres);
            await connection.ExecuteAsync(sql);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException)
        {
            throw new InvalidOperationException(
                "PostgreSQL does not answer. Start what the tests need with: ./infra/test.sh --up",
                exception
            );
        }
    }
}
