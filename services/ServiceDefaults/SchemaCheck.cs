using Dapper;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Moderation.ServiceDefaults;

/// <summary>
/// Whether every column is there that the migrations left behind: one that somebody takes away would be noticed by the first
/// reader whose page needs it.
/// </summary>
internal sealed class SchemaCheck(NpgsqlDataSource database) : IHealthCheck
{
    private const string Missing = """
        SELECT table_name, column_name FROM schema_columns s
        WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(quote_ident(s.table_name))
            AND a.attname = s.column_name AND NOT a.attisdropped)
        """;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var missing = await MissingAsync(connection);
        return missing.Count == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("missing: " + string.Join(", ", missing));
    }

    /// <returns>As <c>table.column</c>.</returns>
    internal static async Task<IReadOnlyList<string>> MissingAsync(NpgsqlConnection connection) =>
        [.. (await connection.QueryAsync<(string Table, string Column)>(Missing)).Select(m => $"{m.Table}.{m.Column}")];

    /// <summary>Before migrations: makes the table if need be.</summary>
    /// <returns>The columns that are missing already; null when nothing was written down yet.</returns>
    internal static async Task<IReadOnlyCollection<(string Table, string Column)>?> BeginAsync(NpgsqlConnection connection)
    {
        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_columns (table_name text, column_name text, PRIMARY KEY (table_name, column_name))"
        );
        return await connection.ExecuteScalarAsync<bool>("SELECT EXISTS (SELECT FROM schema_columns)")
            ? (await connection.QueryAsync<(string, string)>(Missing)).ToList()
            : null;
    }

    /// <summary>After migrations: writes down what they left, and goes on missing what was missing before.</summary>
    internal static Task EndAsync(NpgsqlConnection connection, IReadOnlyCollection<(string Table, string Column)> missing) =>
        connection.ExecuteAsync(
            """
            DELETE FROM schema_columns;
            INSERT INTO schema_columns
            SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
            UNION SELECT * FROM unnest(@Tables, @Columns);
            """,
            new { Tables = missing.Select(m => m.Table).ToArray(), Columns = missing.Select(m => m.Column).ToArray() }
        );
}
