using Dapper;

namespace Moderation.Testing;

/// <summary>Looks for texts in every table of a database.</summary>
public static class Seeded
{
    /// <returns>The tables in which one of the texts stands somewhere, with the text.</returns>
    public static async Task<IReadOnlyList<string>> FoundAsync(TestDatabase database, params string[] texts)
    {
        const string tables = """
            SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables
            WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
            """;
        await using var connection = await database.Source.OpenConnectionAsync();
        var found = new List<string>();
        foreach (var table in (await connection.QueryAsync<string>(tables)).AsList())
        {
            foreach (var text in texts)
            {
                var sql = $"SELECT EXISTS (SELECT FROM {table} t WHERE position(@text in t::text) > 0)";
                if (await connection.ExecuteScalarAsync<bool>(sql, new { text }))
                    found.Add($"{table}: {text}");
            }
        }

        return found;
    }
}
